/// Wakes whoever keeps something in memory as the database says: every second, and whenever a node changed it. Rings that
/// come while it works are one.
struct Bell: Sendable {
    let rings: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() {
        (rings, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    func ring() { continuation.yield() }

    /// Rings until the task is cancelled.
    func ring(every pause: Duration) async {
        while !Task.isCancelled {
            ring()
            do { try await Task.sleep(for: pause) } catch { return }
        }
    }
}
