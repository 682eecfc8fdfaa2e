import HealthCardDomain
import HealthCardServices
import SDFKeys
import SoftDevices
import Testing

/// Every fault of the software device, and what the service answers. One after another: they measure time.
@Suite(.serialized)
struct FaultTests {
    /// What the requirement gives until the service knows.
    private static let noticed = Duration.seconds(1)
    /// What the requirement gives until the service is back.
    private static let recovered = Duration.seconds(5)
    /// What "at once" may take on a busy machine.
    private static let atOnce = Duration.milliseconds(100)

    @Test(arguments: ["gone", "hang", "latency_ms=3000", "fail_every=1", "fail_every=1 code=0x0101FF01"])
    func `a device that is gone, hung or slow is left alone within a second and used again within five`(
        fault: String
    ) async throws {
        try await Running.on(SoftDevice(.standard2023)) { running in
            let key = try await running.service.makeRoot(.signing, version: 1)
            try running.device.setFaults(fault)
            let noticed = try await running.time(untilAvailable: false, limit: Self.noticed)
            #expect(noticed != nil, "still available after \(Self.noticed)")
            let refused = try await running.timeToRefuse(with: key)
            #expect(refused < Self.atOnce)
            try running.device.setFaults("")
            let recovered = try await running.time(untilAvailable: true, limit: Self.recovered)
            #expect(recovered != nil, "not available \(Self.recovered) after the fault was over")
            #expect(try await running.signs(with: key, limit: Self.recovered))
            let left = try await running.time(untilHanging: 0...0, limit: Self.recovered)
            #expect(left != nil, "\(running.service.hangingCallCount) calls still hang")
        }
    }

    @Test func `a call that hangs ends at the time limit, and its thread is counted until it returns`() async throws {
        var settings = SDFSettings()
        settings.heartbeatInterval = .seconds(60)
        try await Running.on(SoftDevice(.odd), settings) { running in
            try running.device.setFaults("hang only=SDF_GenerateRandom")
            let time = await ContinuousClock().measure {
                await #expect(throws: KeyServiceError.timedOut) { try await running.service.randomBytes(16) }
            }
            #expect(time >= .milliseconds(790) && time < Self.recovered, "\(time)")
            #expect(!running.service.isAvailable)
            #expect(running.service.hangingCallCount >= 1)
            try running.device.setFaults("")
            #expect(try await running.time(untilAvailable: true, limit: Self.recovered) != nil)
            #expect(try await running.time(untilHanging: 0...0, limit: Self.recovered) != nil)
        }
    }

    @Test func `calls that hang are bounded, however often they are tried`() async throws {
        var settings = SDFSettings()
        settings.sessions = 2
        settings.threadLimit = 5
        settings.timeLimit = .milliseconds(100)
        settings.heartbeatLimit = .milliseconds(50)
        settings.connectLimit = .milliseconds(50)
        settings.firstBackOff = .milliseconds(10)
        settings.lastBackOff = .milliseconds(20)
        try await Running.on(SoftDevice(.standard2012), settings) { running in
            try running.device.setFaults("hang")
            #expect(try await running.time(untilHanging: 3...5, limit: Self.recovered) != nil)
            let more = try await running.time(untilHanging: 6...100, limit: .milliseconds(500))
            #expect(more == nil, "\(running.service.hangingCallCount) calls hang")
            try running.device.setFaults("")
            #expect(try await running.time(untilAvailable: true, limit: Self.recovered) != nil)
        }
    }

    @Test func `a device that fails now and then gives right values or an error, and comes back each time`()
        async throws
    {
        try await Running.on(SoftDevice(.standard2023)) { running in
            let key = try await running.service.makeRoot(.sealing, version: 1)
            let sealed = try await running.service.seal([1, 2], context: [], with: key)
            try running.device.setFaults("fail_every=40")
            for _ in 0..<20 {
                #expect(try await running.opens(sealed, to: [1, 2], with: key, limit: .seconds(10)))
            }
        }
    }

    @Test func `a wrong signature is never given out, and three of them open the breaker`() async throws {
        try await Running.on(SoftDevice(.standard2023)) { running in
            let key = try await running.service.makeRoot(.signing, version: 1)
            _ = try await running.service.sign([1], with: key)
            try running.device.setFaults("wrong_answer=signature")
            for _ in 0..<3 {
                await #expect(throws: KeyServiceError.wrongAnswer) { try await running.service.sign([1], with: key) }
            }
            #expect(!running.service.isAvailable)
            await #expect(throws: KeyServiceError.unavailable) { try await running.service.sign([1], with: key) }
            try running.device.setFaults("")
            #expect(try await running.signs(with: key, limit: Self.recovered))
        }
    }

    @Test func `a generator that is stuck is noticed by the heartbeat alone`() async throws {
        try await Running.on(SoftDevice(.odd)) { running in
            try running.device.setFaults("wrong_answer=random")
            #expect(try await running.time(untilAvailable: false, limit: .seconds(2)) != nil)
            try running.device.setFaults("")
            #expect(try await running.time(untilAvailable: true, limit: Self.recovered) != nil)
        }
    }

    @Test(arguments: [
        "wrong_answer=ciphertext", "wrong_answer=plaintext", "wrong_length only=SDF_Encrypt",
        "wrong_length=-1 only=SDF_Encrypt", "wrong_length=-16 only=SDF_Decrypt", "wrong_length=65536",
    ])
    func `a text that the device encrypts wrongly is not given out as sealed`(fault: String) async throws {
        try await Running.on(SoftDevice(.standard2012), .patient) { running in
            let key = try await running.service.makeRoot(.sealing, version: 1)
            try running.device.setFaults(fault)
            await #expect(throws: KeyServiceError.wrongAnswer) {
                try await running.service.seal([1], context: [], with: key)
            }
        }
    }

    @Test(arguments: ["wrong_answer=plaintext", "wrong_length only=SDF_Decrypt", "wrong_length=-16"])
    func `a text that the device decrypts wrongly is not given out`(fault: String) async throws {
        try await Running.on(SoftDevice(.odd), .patient) { running in
            let key = try await running.service.makeRoot(.sealing, version: 1)
            let plaintext = [UInt8](repeating: 5, count: 100)
            let sealed = try await running.service.seal(plaintext, context: [], with: key)
            try running.device.setFaults(fault)
            await #expect(throws: KeyServiceError.wrongAnswer) {
                try await running.service.open(sealed, context: [], with: key)
            }
            try running.device.setFaults("")
            #expect(try await running.service.open(sealed, context: [], with: key) == plaintext)
        }
    }

    @Test func `a code of a wrong length is not given out`() async throws {
        try await Running.on(SoftDevice(.standard2023), .patient) { running in
            let key = try await running.service.makeRoot(.sealing, version: 1)
            try running.device.setFaults("wrong_length only=SDF_HMACFinal")
            await #expect(throws: KeyServiceError.wrongAnswer) { try await running.service.mac([1], with: key) }
        }
    }

    @Test(arguments: [
        (0x0100_0002, KeyServiceError.notSupported(operation: "InternalSign_ECC")),
        (0x0100_0007, .keyNotUsable), (0x0100_0008, .keyNotUsable),
        (0x0100_000D, .refused(code: 0x0100_000D)), (0x0102_0001, .refused(code: 0x0102_0001)),
        (0x0100_0004, .unavailable), (0x0101_0005, .unavailable),
    ])
    func `each answer of a device has its error`(code: Int, error: KeyServiceError) async throws {
        try await Running.on(SoftDevice(.standard2012), .patient) { running in
            let key = try await running.service.makeRoot(.signing, version: 1)
            try running.device.setFaults("fail_every=1 code=\(code) only=SDF_InternalSign_ECC")
            await #expect(throws: error) { try await running.service.sign([1], with: key) }
        }
    }

    @Test func `a device with fewer sessions than asked for serves everybody through those it has`() async throws {
        let device = try SoftDevice(.standard2023)
        try device.setFaults("session_limit=2")
        try await Running.on(device, .patient) { running in
            let key = try await running.service.makeRoot(.signing, version: 1)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for caller in 0..<64 as Range<UInt8> {
                    group.addTask { _ = try await running.service.sign([caller], with: key) }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test(arguments: [0, 1])
    func `a device without a session for callers is unavailable until it has one`(limit: Int) async throws {
        let device = try SoftDevice(.standard2012)
        try device.setFaults("session_limit=\(limit)")
        try await Running.on(device) { running in
            #expect(try await running.time(untilAvailable: false, limit: Self.noticed) != nil)
            await #expect(throws: KeyServiceError.unavailable) { try await running.service.randomBytes(16) }
            try running.device.setFaults("")
            #expect(try await running.draws(limit: Self.recovered))
        }
    }

    @Test func `thirty outages leave no session behind`() async throws {
        var settings = SDFSettings.patient
        settings.firstBackOff = .milliseconds(1)
        settings.lastBackOff = .milliseconds(20)
        let device = try SoftDevice(.odd)
        let limit = "session_limit=\(settings.sessions + 1)"
        try device.setFaults(limit)
        try await Running.on(device, settings) { running in
            let key = try await running.service.makeRoot(.sealing, version: 1)
            let sealed = try await running.service.seal([1], context: [], with: key)
            for outage in 0..<30 {
                try running.device.setFaults("\(limit) \(outage.isMultiple(of: 2) ? "gone" : "fail_every=1")")
                #expect(try await running.time(untilAvailable: false, limit: Self.recovered) != nil)
                try running.device.setFaults(limit)
                #expect(try await running.time(untilAvailable: true, limit: Self.recovered) != nil)
                // All sessions at work: one that was lost would be missed.
                try await withThrowingTaskGroup(of: Bool.self) { group in
                    for _ in 0..<8 {
                        group.addTask {
                            try await running.opens(sealed, to: [1], with: key, limit: Self.recovered)
                        }
                    }
                    for try await opened in group { #expect(opened) }
                }
            }
        }
    }

    @Test func `a device that is not there at the start is used when it comes`() async throws {
        let device = try SoftDevice(.standard2012)
        try device.setFaults("gone")
        try await Running.on(device) { running in
            #expect(!running.service.isAvailable)
            #expect(running.service.place == .device(""))
            await #expect(throws: KeyServiceError.unavailable) { try await running.service.randomBytes(16) }
            try running.device.setFaults("")
            #expect(try await running.time(untilAvailable: true, limit: Self.recovered) != nil)
            guard case .device(let label) = running.service.place else { return }
            #expect(label.hasPrefix("Xinglin SoftSDF SOFTWARE 2012 "))
        }
    }

    @Test func `closing ends although calls hang, and answers everybody`() async throws {
        let device = try SoftDevice(.standard2023)
        let running = try Running(device: device, service: device.service())
        let service = running.service
        await service.start()
        try device.setFaults("hang")
        let call = Task { try await service.randomBytes(16) }
        #expect(try await running.time(untilAvailable: false, limit: Self.noticed) != nil)
        let time = await ContinuousClock().measure { await service.close() }
        #expect(time < .seconds(10), "\(time)")
        await #expect(throws: KeyServiceError.self) { try await call.value }
        await #expect(throws: KeyServiceError.unavailable) { try await service.randomBytes(16) }
        await service.close()
        try device.setFaults("")
        #expect(try await running.time(untilHanging: 0...0, limit: Self.recovered) != nil)
    }
}
