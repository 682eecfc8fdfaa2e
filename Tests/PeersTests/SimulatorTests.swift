import Foundation
import HealthCardDomain
import HealthCardServices
import Peers
import Testing

struct SimulatorTests {
    private static let instant = Date(timeIntervalSince1970: 1_790_000_000)
    private let sender = SimulatedMessageSender(
        ambient: Ambient(now: { Self.instant }, randomBytes: { Array(repeating: 0, count: $0) })
    )

    private func identity() throws -> ResidentIdentity {
        let today = CivilDate(inChinaAt: Self.instant)
        return try ResidentIdentity(
            document: DocumentNumber(type: .passport, text: "E12345678", on: today),
            name: PersonName("李四"),
            on: today
        )
    }

    @Test func `the outbox keeps what was not sent, newest first`() async throws {
        let phone = try PhoneNumber("13800000001")
        try await sender.send(oneTimeCode: Sensitive("111111"), to: phone)
        try await sender.send(oneTimeCode: Sensitive("222222"), to: phone)
        #expect(sender.messages().map(\.oneTimeCode.exposed) == ["222222", "111111"])
        #expect(sender.messages().map(\.at) == [Self.instant, Self.instant])
        #expect(sender.messages().map(\.phone) == [phone, phone])
    }

    @Test func `the outbox is bounded, and the oldest go`() async throws {
        let phone = try PhoneNumber("13800000001")
        for number in 0...SimulatedMessageSender.capacity {
            try await sender.send(oneTimeCode: Sensitive("\(number)"), to: phone)
        }
        let kept = sender.messages().map(\.oneTimeCode.exposed)
        #expect(kept.count == SimulatedMessageSender.capacity)
        #expect(kept.first == "\(SimulatedMessageSender.capacity)")
        #expect(kept.last == "1")
    }

    @Test func `a sender that was told to fail keeps nothing, until it is told otherwise`() async throws {
        let phone = try PhoneNumber("13800000001")
        sender.fail(true)
        await #expect(throws: SimulatedFault.toldToFail) {
            try await sender.send(oneTimeCode: Sensitive("111111"), to: phone)
        }
        #expect(sender.messages().isEmpty)
        sender.fail(false)
        try await sender.send(oneTimeCode: Sensitive("222222"), to: phone)
        #expect(sender.messages().count == 1)
    }

    @Test(arguments: RealPersonVerdict.allCases)
    func `the check answers what its own task was told`(verdict: RealPersonVerdict) async throws {
        let check = SimulatedRealPersonCheck()
        let identity = try identity()
        let answer = try await SimulatedRealPersonCheck.answering(verdict) { try await check.check(identity) }
        #expect(answer == verdict)
    }

    @Test func `a check that nobody steers does not answer, and never passes`() async throws {
        #expect(try await SimulatedRealPersonCheck().check(try identity()) == .unavailable)
    }

    @Test func `what the simulator passes is recorded as simulated and assures of nothing`() {
        let check = SimulatedRealPersonCheck()
        #expect(check.method == .simulated)
        #expect(check.method.assurance == .none)
        #expect(check.verifier == "SIMULATOR")
    }
}
