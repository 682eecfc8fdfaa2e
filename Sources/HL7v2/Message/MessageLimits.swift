/// How large a message may be. Whatever is larger is refused before it is taken apart further.
package struct MessageLimits: Sendable {
    /// Bytes of a whole message, in UTF-8.
    package var bytes = 256 << 10
    package var segments = 256
    /// Fields of a segment.
    package var fields = 128
    /// Occurrences of a field.
    package var repetitions = 128
    /// Components of an occurrence.
    package var components = 64
    /// Subcomponents of a component.
    package var subcomponents = 32

    package init() {}
}
