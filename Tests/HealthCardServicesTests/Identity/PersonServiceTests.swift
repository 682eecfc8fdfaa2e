import HealthCardDomain
import HealthCardServices
import SMCrypto
import TestSupport
import Testing

struct PersonServiceTests {
    @Test func `a query by card needs the app's registration, one by document the document`() async throws {
        let world = try await World()
        let card = try await world.register(1)
        let view = try await world.services.persons.query(.card(card.cardID), by: world.act())
        #expect(view.resident.shown == TreatmentStep.registration.disclosed)
        #expect(try await world.audit().last?.shown == view.resident.shown)
        let hospital = Actor.app(TestRegion.hospitalApp)
        let unbound = try await recordedRefusal {
            _ = try await world.services.persons.query(.card(card.cardID), by: world.act(hospital))
        }
        #expect(unbound == .cardNotBound)
        let document = try MadeUpResident.identity(1).document
        let byDocument = try await world.services.persons.query(.document(document), by: world.act(hospital))
        #expect(byDocument.card.id == card.cardID)
        let absent = try await recordedRefusal {
            _ = try await world.services.persons.query(
                .document(MadeUpResident.identity(2).document),
                by: world.act(hospital)
            )
        }
        #expect(absent == .personNotFound)
    }

    @Test func `an update keeps what came before, and is done once under its key`() async throws {
        let world = try await World()
        let card = try await world.register(1)
        let key = try IdempotencyKey("alter-0001")
        let phone = try MadeUpResident.phone(77)
        for _ in 0..<2 {
            _ = try await world.services.persons.update(
                holderOf: card.cardID,
                key: key,
                digest: SM3.hash([1]),
                by: world.act()
            ) { old in
                try ResidentIdentity(
                    document: old.document,
                    name: old.name,
                    phone: phone,
                    nation: old.nation,
                    address: old.address,
                    on: CivilDate(inChinaAt: TestClock.start)
                )
            }
        }
        let person = try #require(try await world.storage.read { try $0.persons.find(card.personID) })
        #expect(person.version == 2 && person.identity.phone == phone)
        let reused = try await recordedRefusal {
            _ = try await world.services.persons.update(
                holderOf: card.cardID,
                key: key,
                digest: SM3.hash([2]),
                by: world.act()
            ) { $0 }
        }
        #expect(reused == .idempotencyKeyReused)
    }

    @Test func `an update to another document is refused and changes nothing`() async throws {
        let world = try await World()
        let card = try await world.register(1)
        let refusal = try await recordedRefusal {
            _ = try await world.services.persons.update(
                holderOf: card.cardID,
                key: nil,
                digest: [],
                by: world.act()
            ) { _ in try MadeUpResident.identity(2) }
        }
        #expect(refusal == .personDocumentDiffers)
        #expect(try await world.storage.read { try $0.persons.find(card.personID)?.version } == 1)
    }

    @Test func `the real-person check decides, and its silence is told apart from its no`() async throws {
        let world = try await World()
        let identity = try MadeUpResident.identity(1)
        let proofing = try await world.services.proofing.proof(identity, by: world.act(.anonymous))
        #expect(proofing.method == .simulated && proofing.verifier == "test-check")
        for (verdict, expected, code) in [
            (RealPersonVerdict.failed, ProofingRefusal.failed, ProblemCode.realPersonCheckFailed),
            (.unavailable, .unavailable, .realPersonCheckUnavailable),
        ] {
            world.check.answer(verdict)
            #expect(expected.code == code)
            await #expect(throws: expected) {
                try await world.services.proofing.proof(identity, by: world.act(.anonymous))
            }
        }
    }
}
