/// A component of a data type: one subcomponent or more, each a text without escape sequences.
package struct Component: Sendable, Equatable {
    package let subcomponents: [String]

    package init(_ subcomponents: [String]) {
        self.subcomponents = subcomponents.isEmpty ? [""] : subcomponents
    }

    /// The subcomponent at a position, counted from 1 as the standard does; empty where none was sent.
    package func text(_ position: Int) -> String {
        subcomponents.indices.contains(position - 1) ? subcomponents[position - 1] : ""
    }

    package var isEmpty: Bool { subcomponents.allSatisfy(\.isEmpty) }
}

extension Component: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) { self.init([text]) }
}
