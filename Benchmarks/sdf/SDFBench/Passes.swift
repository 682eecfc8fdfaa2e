import CSDFYardstick

/// Work that may change threads, made so many times in a row, one at a time.
struct Passes {
    let name: String
    let count: Int
    let once: () async throws -> Void

    /// Nanoseconds of one pass: that went by, and that all threads of the process used a processor.
    func time() async throws -> (wall: Double, processor: Double) {
        let (wall, processor) = (sdf_yardstick_wall_nanoseconds(), sdf_yardstick_process_nanoseconds())
        for _ in 0..<count { try await once() }
        return (
            Double(sdf_yardstick_wall_nanoseconds() - wall) / Double(count),
            Double(sdf_yardstick_process_nanoseconds() - processor) / Double(count)
        )
    }
}
