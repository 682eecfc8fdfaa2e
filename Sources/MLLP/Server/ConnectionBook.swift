import NIOCore
import Synchronization

/// The connections that are open, so that there are not too many and each hears that the listener stops.
final class ConnectionBook: Sendable {
    private struct State {
        var channels: [ObjectIdentifier: any Channel] = [:]
        var isStopped = false
    }

    private let limit: Int
    private let state = Mutex(State())

    init(limit: Int) { self.limit = limit }

    /// Enters a connection; `false` where there are too many, or the listener stops.
    func enter(_ channel: any Channel) -> Bool {
        state.withLock { state in
            guard !state.isStopped, state.channels.count < limit else { return false }
            state.channels[ObjectIdentifier(channel)] = channel
            return true
        }
    }

    func leave(_ channel: any Channel) {
        state.withLock { state in _ = state.channels.removeValue(forKey: ObjectIdentifier(channel)) }
    }

    /// Lets no further connection in, and has each close once what it received is answered.
    func stop() {
        let channels = state.withLock { state in
            state.isStopped = true
            return Array(state.channels.values)
        }
        for channel in channels { channel.pipeline.fireUserInboundEventTriggered(FrameHandler.Stop()) }
    }
}
