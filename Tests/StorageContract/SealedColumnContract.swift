import Foundation
import HealthCardDomain
import HealthCardServices
import Storage
import TestSupport
import Testing

/// Personal values and secrets go in sealed and come out as they were, as long as their keys are there.
struct SealedColumnContract {
    private static func passport(full: Bool) throws -> ResidentIdentity {
        let today = CivilDate(inChinaAt: Sample.instant)
        let birthday = try #require(CivilDate(iso: "1988-02-29"))
        return try ResidentIdentity(
            document: DocumentNumber(type: .passport, text: "E12345678", on: today),
            name: PersonName("ABDULLA 阿卜杜拉·买买提"),
            gender: full ? .female : nil,
            birthDate: full ? birthday : nil,
            phone: full ? try PhoneNumber("+8613800000001") : nil,
            nation: full ? "05" : nil,
            address: full ? Sensitive("𠀀号路 1-1 ＡＢ㐀") : nil,
            on: today
        )
    }

    private static func resident(_ phone: PhoneNumber) -> Session {
        Session(
            digest: Sample.randomBytes(32),
            holder: .resident(phone),
            formToken: "form",
            createdAt: Sample.instant,
            expiresAt: Sample.after(milliseconds: 1_000)
        )
    }

    @Test(arguments: ContractDriver.allCases, [true, false])
    func `a person comes back with every field, and with those alone`(driver: ContractDriver, full: Bool) async throws {
        try await driver.withRegion { storage in
            let person = Sample.person(try Self.passport(full: full))
            try await storage.write { try $0.persons.add(person) }
            for found in [
                try await storage.read { try $0.persons.find(person.id) },
                try await storage.read { try $0.persons.find(document: person.identity.document) },
            ] {
                let identity = try #require(found?.identity)
                #expect(identity == person.identity)
                #expect(identity.document.text == "E12345678" && identity.document.type == .passport)
                #expect(identity.gender == person.identity.gender && identity.nation == (full ? "05" : nil))
                #expect(identity.birthDate?.iso == (full ? "1988-02-29" : nil))
                #expect(identity.phone?.text == (full ? "+8613800000001" : nil))
                #expect(identity.address?.exposed == (full ? "𠀀号路 1-1 ＡＢ㐀" : nil))
            }
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `a mobile is one phone with and without its country code`(driver: ContractDriver) async throws {
        try await driver.withRegion { storage in
            let (short, long) = (try PhoneNumber("13800000001"), try PhoneNumber("+8613800000001"))
            let other = try PhoneNumber("13800000002")
            let person = Sample.person(try Sample.identity())
            let challenge = OneTimeCodeChallenge(
                phone: long,
                digest: Sample.randomBytes(32),
                salt: Sample.randomBytes(16),
                sentAt: Sample.instant,
                expiresAt: Sample.after(milliseconds: 300_000),
                wrongTries: 1,
                termsDigest: Sample.terms.digest
            )
            try await storage.write { store in
                try store.persons.add(person)
                try store.signIns.attach(person.id, to: short, at: Sample.instant)
                try store.signIns.save(challenge)
            }
            for phone in [short, long] {
                #expect(try await storage.read { try $0.signIns.persons(of: phone) } == [person.id])
                #expect(try await storage.read { try $0.signIns.challenge(for: phone) }?.digest == challenge.digest)
            }
            #expect(try await storage.read { try $0.signIns.persons(of: other) }.isEmpty)
            #expect(try await storage.read { try $0.signIns.challenge(for: other) } == nil)
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `the same number of two authorities is two documents`(driver: ContractDriver) async throws {
        try await driver.withRegion { storage in
            let today = CivilDate(inChinaAt: Sample.instant)
            let people = try [IDType.passport, .officerID].map { type in
                Sample.person(
                    try ResidentIdentity(
                        document: DocumentNumber(type: type, text: "E12345678", on: today),
                        name: PersonName("张三"),
                        on: today
                    )
                )
            }
            try await storage.write { store in for person in people { try store.persons.add(person) } }
            for person in people {
                let document = person.identity.document
                #expect(try await storage.read { try $0.persons.find(document: document) }?.id == person.id)
            }
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `while the key service is gone no person opens or is stored, and callers and phones are known`(
        driver: ContractDriver
    ) async throws {
        let keys = try TestKeys()
        try await driver.withRegion(keys: keys) { storage in
            let (person, stranger) = (
                Sample.person(try Sample.identity()), Sample.person(try Sample.identity(sequence: 2))
            )
            let phone = try PhoneNumber("13800000001")
            let session = Self.resident(phone)
            let credentials = [AppCredential.secret(Sensitive("abcdefghijklmnop"))]
            try await storage.write { store in
                try store.persons.add(person)
                try store.signIns.attach(person.id, to: phone, at: Sample.instant)
                try store.signIns.add(session)
                try store.access.save(Sample.app, credentials: credentials)
            }
            keys.isServiceGone = true
            let document = person.identity.document
            await #expect(throws: KeyRefusal.serviceUnavailable) {
                try await storage.read { try $0.persons.find(person.id) }
            }
            await #expect(throws: KeyRefusal.serviceUnavailable) {
                try await storage.read { try $0.persons.find(document: document) }
            }
            await #expect(throws: KeyRefusal.serviceUnavailable) {
                try await storage.write { try $0.persons.add(stranger) }
            }
            await #expect(throws: KeyRefusal.serviceUnavailable) {
                try await storage.read { try $0.signIns.session(digest: session.digest, at: Sample.instant) }
            }
            await #expect(throws: KeyRefusal.serviceUnavailable) {
                try await storage.write { try $0.access.save(Sample.app, credentials: credentials) }
            }
            #expect(try await storage.read { try $0.access.credentials(of: Sample.appID) } == credentials)
            #expect(try await storage.read { try $0.signIns.persons(of: phone) } == [person.id])
            let unknown = stranger.identity.document
            #expect(try await storage.read { try $0.persons.find(document: unknown) } == nil)

            keys.isServiceGone = false
            #expect(try await storage.read { try $0.persons.find(person.id) }?.identity == person.identity)
            #expect(try await storage.read { try $0.persons.find(stranger.id) } == nil)
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `what a destroyed key sealed is refused, and what a newer one sealed opens`(
        driver: ContractDriver
    ) async throws {
        let keys = try TestKeys()
        try await driver.withRegion(keys: keys) { storage in
            let (old, new) = (Sample.person(try Sample.identity()), Sample.person(try Sample.identity(sequence: 2)))
            try await storage.write { try $0.persons.add(old) }
            try keys.rotateColumns()
            try await storage.write { try $0.persons.add(new) }
            #expect(try await storage.read { try $0.persons.find(old.id) }?.identity == old.identity)
            keys.destroyColumns(version: 1)
            await #expect(throws: KeyRefusal.notFound) { try await storage.read { try $0.persons.find(old.id) } }
            #expect(try await storage.read { try $0.persons.find(new.id) }?.identity == new.identity)
        }
    }
}
