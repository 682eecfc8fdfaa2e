/// A clock for measuring how long something waited; nothing depends on what it says.
package enum Monotonic {
    private static let start = ContinuousClock.now

    /// Nanoseconds since the first reading.
    package static var nanoseconds: Int64 {
        let elapsed = start.duration(to: .now).components
        return elapsed.seconds * 1_000_000_000 + elapsed.attoseconds / 1_000_000_000
    }
}
