import Synchronization

/// One waiting or running call of a client. Whoever ends it first, its worker or the keeper of the time limit, gives
/// the outcome; later ones change nothing.
@safe
final class SDFCall: Sendable {
    /// The instant of ``Monotonic`` at which the client stops waiting.
    let deadline: UInt64

    /// Does the work on a session, and leaves its value where the client looks for it after a success.
    private let body: @Sendable (SDFSession) -> SDFFailure?
    /// Resumed by whoever sets `isEnded`, so at most once; the pool ends every call it was given, so at least once.
    /// That is what a checked continuation checks, for as much time as the rest of the hand-over takes.
    private let continuation: UnsafeContinuation<SDFFailure?, Never>
    private let isEnded = Atomic(false)

    init(
        deadline: UInt64,
        continuation: UnsafeContinuation<SDFFailure?, Never>,
        body: @escaping @Sendable (SDFSession) -> SDFFailure?
    ) {
        self.deadline = deadline
        unsafe self.continuation = unsafe continuation
        self.body = body
    }

    /// Does the work, books what it says about the device, and then tells the client.
    ///
    /// - Returns: what the booking returned.
    func run(on session: SDFSession, booking book: (SDFFailure?) -> Bool) -> Bool {
        let failure = body(session)
        let booked = book(failure)
        end(failure)
        return booked
    }

    /// Tells the client a failure.
    func fail(_ failure: SDFFailure) { end(failure) }

    private func end(_ failure: SDFFailure?) {
        guard !isEnded.exchange(true, ordering: .acquiringAndReleasing) else { return }
        unsafe continuation.resume(returning: failure)
    }
}
