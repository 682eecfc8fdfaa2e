import HealthCardPages
import HealthCardServices
import Peers

/// The sandbox's simulators, as the pages show and steer them.
struct SimulatedPeers: SandboxOutbox {
    private let sender: SimulatedMessageSender

    init(messages sender: SimulatedMessageSender) {
        self.sender = sender
    }

    func messages() -> [SandboxMessage] {
        sender.messages().map { SandboxMessage(at: $0.at, phone: $0.phone, oneTimeCode: $0.oneTimeCode) }
    }

    func answering<Value: Sendable>(
        _ verdict: RealPersonVerdict,
        to body: @Sendable () async throws -> Value
    ) async throws -> Value {
        try await SimulatedRealPersonCheck.answering(verdict, to: body)
    }
}
