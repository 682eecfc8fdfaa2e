import Foundation
import HealthCardDomain
import HealthCardServices
import TestSupport
import Testing

struct ConsentServiceTests {
    private let phone: PhoneNumber

    init() throws { phone = try MadeUpResident.phone(1) }

    private func signIn(_ world: World, in language: ConsentTerms.Language = .chinese) async throws {
        let signIn = world.services.signIn
        try await signIn.sendCode(to: phone, accepting: .current(in: language), by: world.act(.anonymous))
        let code = try #require(world.messages.codes(to: phone).last)
        world.clock.advance(by: 20)
        _ = try await signIn.signIn(phone: phone, code: code, by: world.act(.anonymous))
    }

    private func consents(_ world: World) async throws -> [Consent] {
        try await world.services.consents.consents(by: world.act(.resident(phone, persons: [])))
    }

    @Test func `the sign-in that proves a consent keeps it, and the next one finds it`() async throws {
        let world = try await World()
        let before = world.clock.now
        try await signIn(world)
        let consent = try #require(try await consents(world).first)
        #expect(consent.givenAt == before && consent.provedAt == before.addingTimeInterval(20))
        #expect(consent.termsDigest == ConsentTerms.current(in: .chinese).digest)
        #expect(consent.region == TestRegion.code && consent.signature == nil)
        try await signIn(world)
        #expect(try await consents(world) == [consent])
        try await signIn(world, in: .english)
        #expect(try await consents(world).map(\.language) == [.english, .chinese])
    }

    @Test func `a wrong code proves nothing, and nobody else sees a consent`() async throws {
        let world = try await World()
        let signIn = world.services.signIn
        try await signIn.sendCode(to: phone, accepting: .current(in: .chinese), by: world.act(.anonymous))
        let code = try #require(world.messages.codes(to: phone).last)
        let wrong = code == "000000" ? "111111" : "000000"
        let refusal = try await recordedRefusal {
            _ = try await signIn.signIn(phone: phone, code: wrong, by: world.act(.anonymous))
        }
        #expect(refusal == .oneTimeCodeWrong)
        #expect(try await consents(world).isEmpty)
        _ = try await signIn.signIn(phone: phone, code: code, by: world.act(.anonymous))
        #expect(try await consents(world).count == 1)
        for actor in [Actor.anonymous, .resident(try MadeUpResident.phone(2), persons: [])] {
            #expect(try await world.services.consents.consents(by: world.act(actor)).isEmpty)
        }
    }

    @Test func `consents wait while the key service is gone, and each is signed once`() async throws {
        let world = try await World()
        #expect(try await world.services.consents.signWaiting() == 0)
        try await signIn(world)
        await #expect(throws: KeyRefusal.notFound) { try await world.services.consents.signWaiting() }
        #expect(try await world.keyLife.generateRoots(by: nil))
        world.keyService.isGone = true
        await #expect(throws: KeyServiceError.unavailable) { try await world.services.consents.signWaiting() }
        #expect(try await consents(world).first?.signature == nil)
        world.keyService.isGone = false
        #expect(try await world.services.consents.signWaiting() == 1)
        #expect(try await world.services.consents.signWaiting() == 0)
        let consent = try #require(try await consents(world).first)
        try consent.require(signedBy: try await world.keyLife.publicKey())
        let evidence = try #require(try await world.services.consents.evidence(of: consent.id))
        #expect(evidence.consent == consent && evidence.text == ConsentTerms.current(in: .chinese).text)
    }
}
