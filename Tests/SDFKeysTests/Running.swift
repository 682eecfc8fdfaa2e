import HealthCardServices
import SDFKeys
import SoftDevices

/// A started service on a device of its own, for one test.
struct Running {
    let device: SoftDevice
    let service: SDFKeyService

    /// Runs a test on a started service, and closes it afterwards.
    static func on(
        _ device: SoftDevice,
        _ settings: SDFSettings = SDFSettings(),
        _ test: (Running) async throws -> Void
    ) async throws {
        try await with(Running(device: device, service: device.service(settings)), test)
    }

    static func with(_ running: Running, _ test: (Running) async throws -> Void) async throws {
        await running.service.start()
        let outcome: Result<Void, any Error>
        do {
            outcome = .success(try await test(running))
        } catch {
            outcome = .failure(error)
        }
        try running.device.setFaults("")
        await running.service.close()
        try outcome.get()
    }

    /// How long it takes until the service is or is not available; `nil` if longer than the limit.
    func time(untilAvailable wanted: Bool, limit: Duration) async throws -> Duration? {
        try await Self.time(limit: limit) { service.isAvailable == wanted }
    }

    /// How long it takes until so many calls hang in the library; `nil` if longer than the limit.
    func time(untilHanging wanted: ClosedRange<Int>, limit: Duration) async throws -> Duration? {
        try await Self.time(limit: limit) { wanted.contains(service.hangingCallCount) }
    }

    /// Whether a text opens to this plaintext before the limit, in spite of outages.
    func opens(_ sealed: [UInt8], to plaintext: [UInt8], with key: RootKey, limit: Duration) async throws -> Bool {
        let time = try await Self.time(limit: limit) {
            do {
                return try await service.open(sealed, context: [], with: key) == plaintext
            } catch KeyServiceError.unavailable {
                return false
            }
        }
        return time != nil
    }

    /// How long it takes until the condition holds; `nil` if longer than the limit. Looks every few milliseconds.
    private static func time(limit: Duration, until condition: () async throws -> Bool) async throws -> Duration? {
        let clock = ContinuousClock()
        let start = clock.now
        while try await !condition() {
            if clock.now - start > limit { return nil }
            try await clock.sleep(for: .milliseconds(5))
        }
        return clock.now - start
    }
}
