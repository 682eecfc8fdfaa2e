import HealthCardDomain
import HealthCardPages
import HealthCardServices
import TestSupport

/// The sandbox of a test: steers the world's own check, and shows one message that was never sent.
struct TestSandbox: SandboxOutbox {
    let world: World

    func messages() -> [SandboxMessage] {
        guard let phone = try? PhoneNumber("13900000001") else { return [] }
        return [SandboxMessage(at: TestClock.start, phone: phone, oneTimeCode: Sensitive("123456"))]
    }

    func answering<Value: Sendable>(
        _ verdict: RealPersonVerdict,
        to body: @Sendable () async throws -> Value
    ) async throws -> Value {
        world.check.answer(verdict)
        return try await body()
    }
}
