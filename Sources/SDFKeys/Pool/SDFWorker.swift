/// One thread that talks to the library, and its one session. Everything here is touched only under the pool's lock;
/// the session itself is a local value of the thread.
///
/// `@unchecked Sendable` holds because of that lock.
final class SDFWorker: @unchecked Sendable {
    /// Whether it serves the heartbeat and opens the device, or serves clients.
    let isProber: Bool
    /// The client it serves now.
    var call: SDFCall?
    /// When its present duty must have ended; `nil` while it waits.
    var deadline: UInt64?
    /// Whether it overran and was replaced: it ends when the library lets it go.
    var isAbandoned = false
    /// Which opening of the device its session is of.
    var generation: UInt64?
    /// Until when it does not try to open a session, after the device refused one.
    var restsUntil: UInt64?
    /// How many destroyed keys it has forgotten.
    var forgottenCount = 0

    init(isProber: Bool) {
        self.isProber = isProber
    }
}
