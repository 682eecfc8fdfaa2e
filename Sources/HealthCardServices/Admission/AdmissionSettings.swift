/// Between which bounds the adaptive limit moves, in requests that are in work at once.
package struct AdmissionSettings: Sendable, Equatable {
    /// The limit never falls below this.
    package var floor = 16
    /// Where it starts: high enough that nobody is refused before anything was measured.
    package var start = 256
    /// The limit never rises above this: more would only wait in queues.
    package var ceiling = 1_024

    package init() {}
}
