package import HealthCardDomain
package import HealthCardServices
import Synchronization

/// SIMULATOR: keeps one-time codes in memory instead of sending them. It reaches no phone.
package final class SimulatedMessageSender: MessageSender {
    /// The newest messages that are kept.
    package static let capacity = 100

    private struct State {
        var kept: [SimulatedMessage] = []
        var isFailing = false
    }

    private let ambient: Ambient
    private let state = Mutex(State())

    package init(ambient: Ambient) {
        self.ambient = ambient
    }

    /// Keeps the message.
    ///
    /// - Throws: `SimulatedFault` while the simulator was told to fail.
    package func send(oneTimeCode: Sensitive<String>, to phone: PhoneNumber) async throws {
        let message = SimulatedMessage(at: ambient.now(), phone: phone, oneTimeCode: oneTimeCode)
        try state.withLock { state in
            guard !state.isFailing else { throw SimulatedFault.toldToFail }
            if state.kept.count == Self.capacity { state.kept.removeFirst() }
            state.kept.append(message)
        }
    }

    /// What was kept, newest first.
    package func messages() -> [SimulatedMessage] {
        state.withLock { $0.kept.reversed() }
    }

    /// Lets every later message fail, or lets them pass again.
    package func fail(_ isFailing: Bool) {
        state.withLock { $0.isFailing = isFailing }
    }
}
