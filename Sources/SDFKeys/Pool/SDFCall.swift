import Synchronization

/// One waiting or running call of a client. Whoever ends it first, its worker or the keeper of the time limit, gives
/// the outcome; later ones change nothing.
final class SDFCall: Sendable {
    /// The instant of ``Monotonic`` at which the client stops waiting.
    let deadline: UInt64

    /// Does the work on a session, and gives back what it says about the device and how to tell the client.
    let run: @Sendable (SDFSession) -> (failure: SDFFailure?, tell: @Sendable () -> Void)

    /// Tells the client a failure.
    let fail: @Sendable (SDFFailure) -> Void

    init<Value: Sendable>(
        deadline: UInt64,
        continuation: CheckedContinuation<Result<Value, SDFFailure>, Never>,
        body: @escaping @Sendable (SDFSession) throws(SDFFailure) -> Value
    ) {
        let once = Mutex<CheckedContinuation<Result<Value, SDFFailure>, Never>?>(continuation)
        let end: @Sendable (Result<Value, SDFFailure>) -> Void = { result in
            let waiting = once.withLock { waiting in
                defer { waiting = nil }
                return waiting
            }
            waiting?.resume(returning: result)
        }
        self.deadline = deadline
        fail = { end(.failure($0)) }
        run = { session in
            do throws(SDFFailure) {
                let value = try body(session)
                return (nil, { end(.success(value)) })
            } catch {
                return (error, { end(.failure(error)) })
            }
        }
    }
}
