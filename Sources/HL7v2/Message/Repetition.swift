/// One occurrence of a field: one component or more.
package struct Repetition: Sendable, Equatable {
    package let components: [Component]

    package init(_ components: [Component]) {
        self.components = components.isEmpty ? [Component([])] : components
    }

    /// Components of one subcomponent each.
    package init(texts: [String]) { self.init(texts.map { Component([$0]) }) }

    /// The component at a position, counted from 1; empty where none was sent.
    package func component(_ position: Int) -> Component {
        components.indices.contains(position - 1) ? components[position - 1] : Component([])
    }

    /// The first subcomponent of the component at a position.
    package func text(_ position: Int) -> String { component(position).text(1) }

    package var isEmpty: Bool { components.allSatisfy(\.isEmpty) }
}
