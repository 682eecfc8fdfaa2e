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
        try await succeeds(limit: limit) { try await service.open(sealed, context: [], with: key) == plaintext }
    }

    /// Whether something is signed before the limit, in spite of outages.
    func signs(with key: RootKey, limit: Duration) async throws -> Bool {
        try await succeeds(limit: limit) {
            _ = try await service.sign([1], with: key)
            return true
        }
    }

    /// Whether random bytes are drawn before the limit, in spite of outages.
    func draws(limit: Duration) async throws -> Bool {
        try await succeeds(limit: limit) { try await service.randomBytes(16).count == 16 }
    }

    /// How long the service takes to refuse a signature as unavailable: the shortest of ten times, for a machine that
    /// stands still for a moment says nothing of the service.
    func timeToRefuse(with key: RootKey) async throws -> Duration {
        var shortest = Duration.seconds(60)
        for _ in 0..<10 {
            let time = try await ContinuousClock().measure {
                do {
                    _ = try await service.sign([1], with: key)
                    throw NotRefused()
                } catch KeyServiceError.unavailable {
                    return
                }
            }
            shortest = min(shortest, time)
        }
        return shortest
    }

    /// A call that should have been refused was answered.
    struct NotRefused: Error {}

    private func succeeds(limit: Duration, _ call: () async throws -> Bool) async throws -> Bool {
        let time = try await Self.time(limit: limit) {
            do {
                return try await call()
            } catch KeyServiceError.unavailable {
                return false
            }
        }
        return time != nil
    }

    /// How long it takes until the condition holds; `nil` if longer than the limit. Looks every few milliseconds. Of
    /// the time between two looks at most `longestLook` counts: more was taken by the machine, which stood still.
    private static func time(limit: Duration, until condition: () async throws -> Bool) async throws -> Duration? {
        let clock = ContinuousClock()
        var waited = Duration.zero
        var last = clock.now
        while try await !condition() {
            if waited > limit { return nil }
            try await clock.sleep(for: .milliseconds(5))
            let now = clock.now
            waited += min(now - last, longestLook)
            last = now
        }
        return waited
    }

    /// The most that counts of the time between two looks.
    private static let longestLook = Duration.milliseconds(25)
}
