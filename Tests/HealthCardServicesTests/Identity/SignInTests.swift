import Foundation
import HealthCardDomain
import HealthCardServices
import TestSupport
import Testing

struct SignInTests {
    private let phone: PhoneNumber

    init() throws { phone = try MadeUpResident.phone(1) }

    private func send(_ world: World) async throws -> String {
        try await world.services.signIn.sendCode(
            to: phone,
            accepting: .current(in: .chinese),
            by: world.act(.anonymous)
        )
        return try #require(world.messages.codes(to: phone).last)
    }

    private func refusal(_ world: World, _ code: String) async throws -> ProblemCode? {
        try await recordedRefusal {
            _ = try await world.services.signIn.signIn(phone: phone, code: code, by: world.act(.anonymous))
        }
    }

    private func wrong(_ code: String) -> String { code == "000000" ? "111111" : "000000" }

    @Test func `the code that was sent signs in, once, and the cookie leads to the resident`() async throws {
        let world = try await World()
        let code = try await send(world)
        #expect(code.wholeMatch(of: /[0-9]{6}/) != nil)
        let opened = try await world.services.signIn.signIn(phone: phone, code: code, by: world.act(.anonymous))
        let signedIn = try #require(
            try await world.services.signIn.actor(cookie: opened.cookie.exposed, at: world.clock.now)
        )
        #expect(signedIn.actor.role == .resident)
        #expect(try await refusal(world, code) == .oneTimeCodeExpired)
    }

    @Test func `five wrong tries lock the code, the right one included`() async throws {
        let world = try await World()
        let code = try await send(world)
        for _ in 0..<5 { #expect(try await refusal(world, wrong(code)) == .oneTimeCodeWrong) }
        #expect(try await refusal(world, code) == .oneTimeCodeLocked)
        #expect(try await refusal(world, wrong(code)) == .oneTimeCodeLocked)
        #expect(try await world.audit().map(\.outcome).suffix(2) == ["one_time_code_locked", "one_time_code_locked"])
    }

    @Test func `a locked phone gets no other code for fifteen minutes`() async throws {
        let world = try await World()
        let code = try await send(world)
        for _ in 0..<5 { _ = try await refusal(world, wrong(code)) }
        for seconds in [0.0, 61, 838.999] {
            world.clock.advance(by: seconds)
            let refused = try await recordedRefusal { _ = try await send(world) }
            #expect(refused == .oneTimeCodeLocked)
        }
        #expect(try await refusal(world, code) == .oneTimeCodeLocked)
        world.clock.advance(by: 0.001)
        let next = try await send(world)
        _ = try await world.services.signIn.signIn(phone: phone, code: next, by: world.act(.anonymous))
    }

    @Test func `four wrong tries and then the right one sign in`() async throws {
        let world = try await World()
        let code = try await send(world)
        for _ in 0..<4 { _ = try await refusal(world, wrong(code)) }
        _ = try await world.services.signIn.signIn(phone: phone, code: code, by: world.act(.anonymous))
    }

    @Test(arguments: ["", "1", "12345", "1234567", "１２３４５６", "12345\u{0}", "abcdef", "123456 "])
    func `anything that is not the code is a wrong try`(text: String) async throws {
        let world = try await World()
        let code = try await send(world)
        #expect(try await refusal(world, text == code ? "000001" : text) == .oneTimeCodeWrong)
    }

    @Test func `a code lives five minutes`() async throws {
        let world = try await World()
        let code = try await send(world)
        world.clock.advance(by: 299.999)
        #expect(try await refusal(world, wrong(code)) == .oneTimeCodeWrong)
        world.clock.advance(by: 0.001)
        #expect(try await refusal(world, code) == .oneTimeCodeExpired)
    }

    @Test func `a phone without a code is told the same as one whose code is over`() async throws {
        let world = try await World()
        #expect(try await refusal(world, "123456") == .oneTimeCodeExpired)
    }

    @Test func `a second code within a minute is refused, and the first stays good`() async throws {
        let world = try await World()
        let code = try await send(world)
        world.clock.advance(by: 59.999)
        let early = try await recordedRefusal { _ = try await send(world) }
        #expect(early == .oneTimeCodeTooSoon)
        #expect(world.messages.codes(to: phone) == [code])
        world.clock.advance(by: 0.001)
        let second = try await send(world)
        if second != code { #expect(try await refusal(world, code) == .oneTimeCodeWrong) }
        _ = try await world.services.signIn.signIn(phone: phone, code: second, by: world.act(.anonymous))
    }

    @Test func `a message that was not taken leaves no code, and may be tried again at once`() async throws {
        let world = try await World()
        world.messages.switchOff(true)
        await #expect(throws: ProofingRefusal.messageUnavailable) { _ = try await send(world) }
        #expect(try await refusal(world, "123456") == .oneTimeCodeExpired)
        world.messages.switchOff(false)
        _ = try await send(world)
    }

    @Test func `a resident's session ends after half an hour, or when they sign out`() async throws {
        let world = try await World()
        let opened = try await world.services.signIn.signIn(
            phone: phone,
            code: send(world),
            by: world.act(.anonymous)
        )
        let cookie = opened.cookie.exposed
        #expect(try await world.services.signIn.actor(cookie: cookie, at: opened.session.expiresAt) == nil)
        let last = opened.session.expiresAt.addingTimeInterval(-0.001)
        #expect(try await world.services.signIn.actor(cookie: cookie, at: last) != nil)
        #expect(opened.session.expiresAt == world.clock.now.addingTimeInterval(1_800))
        try await world.services.signIn.signOut(opened.session)
        #expect(try await world.services.signIn.actor(cookie: cookie, at: world.clock.now) == nil)
    }

    @Test(arguments: ["", "x", String(repeating: "0", count: 64), String(repeating: "0", count: 62)])
    func `a cookie that was never given leads to nobody`(cookie: String) async throws {
        let world = try await World()
        #expect(try await world.services.signIn.actor(cookie: cookie, at: world.clock.now) == nil)
    }

    @Test func `an operator's link works once, within its time`() async throws {
        let world = try await World()
        let link = try await world.services.signIn.makeLink(for: TestRegion.clerk.id, validFor: 60)
        let opened = try await world.services.signIn.signIn(link: link.exposed, by: world.act(.anonymous))
        let signedIn = try await world.services.signIn.actor(cookie: opened.cookie.exposed, at: world.clock.now)
        #expect(signedIn?.actor.role == .clerk && signedIn?.actor.institution == TestRegion.hospital)
        let late = try await world.services.signIn.makeLink(for: TestRegion.clerk.id, validFor: 60)
        world.clock.advance(by: 60)
        for secret in [link.exposed, late.exposed, String(repeating: "0", count: 64), "", "zz"] {
            let refusal = try await recordedRefusal {
                _ = try await world.services.signIn.signIn(link: secret, by: world.act(.anonymous))
            }
            #expect(refusal == .signInLinkUsed)
        }
    }

    @Test func `a frozen operator cannot sign in, and a freeze ends an open session`() async throws {
        let world = try await World()
        let frozen = try await world.services.signIn.makeLink(for: TestRegion.frozenClerk.id, validFor: 60)
        let refusal = try await recordedRefusal {
            _ = try await world.services.signIn.signIn(link: frozen.exposed, by: world.act(.anonymous))
        }
        #expect(refusal == .callerNotAuthorised)

        let link = try await world.services.signIn.makeLink(for: TestRegion.clerk.id, validFor: 60)
        let opened = try await world.services.signIn.signIn(link: link.exposed, by: world.act(.anonymous))
        let clerk = TestRegion.clerk
        let stopped = Operator(
            id: clerk.id,
            name: clerk.name,
            role: .clerk,
            institution: clerk.institution,
            status: .frozen
        )
        try await world.storage.write { try $0.operators.save(stopped) }
        #expect(try await world.services.signIn.actor(cookie: opened.cookie.exposed, at: world.clock.now) == nil)
    }

    @Test func `no secret is stored as it is`() async throws {
        let counted = try await CountedWorld()
        let code = try await send(counted.world)
        let opened = try await counted.world.services.signIn.signIn(
            phone: phone,
            code: code,
            by: counted.world.act(.anonymous)
        )
        let link = try await counted.world.services.signIn.makeLink(for: TestRegion.clerk.id, validFor: 60)
        let dump = try counted.dump()
        #expect(dump.contains("'\(TestRegion.clerk.id.text.lowercased())'"), "the dump shows what is stored")
        for secret in [phone.text, code, opened.cookie.exposed, link.exposed] { #expect(!dump.contains(secret)) }
        try await counted.remove()
    }
}
