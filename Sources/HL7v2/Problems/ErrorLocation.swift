/// A place in a message, as ERR-2 says it. All positions count from 1; what is left out is the whole of what stands before.
package struct ErrorLocation: Sendable, Equatable {
    package let segment: String
    /// Which of the segments of this name.
    package let sequence: Int
    package private(set) var field: Int?
    package private(set) var repetition: Int?
    package private(set) var component: Int?
    package private(set) var subcomponent: Int?

    package init(_ segment: String, sequence: Int = 1) {
        self.segment = segment
        self.sequence = sequence
    }

    /// A field of the segment, or what lies in it.
    package func field(
        _ field: Int,
        repetition: Int? = nil,
        component: Int? = nil,
        subcomponent: Int? = nil
    ) -> ErrorLocation {
        var location = self
        location.field = field
        location.repetition = repetition
        location.component = component
        location.subcomponent = subcomponent
        return location
    }

    /// A component of the occurrence that this is.
    package func component(_ component: Int, subcomponent: Int? = nil) -> ErrorLocation {
        var location = self
        location.repetition = repetition ?? 1
        location.component = component
        location.subcomponent = subcomponent
        return location
    }

    /// The components of an ERL value.
    var texts: [String] {
        let positions = [field, repetition, component, subcomponent].prefix { $0 != nil }
        return [segment, String(sequence)] + positions.compactMap { $0.map(String.init) }
    }
}
