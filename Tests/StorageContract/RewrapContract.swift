import Foundation
import HealthCardDomain
import HealthCardServices
import SMCrypto
import Storage
import TestSupport
import Testing

/// Sealing anew under the current keys, some rows at a time.
struct RewrapContract {
    private struct Interrupted: Error {}

    /// A registry with something in every sealed column.
    private struct Filled: Sendable {
        let people: [Person]
        let sessions: [Session]
        let credentials: [AppCredential]
        let consents: [Consent]
        /// Rows with sealed cells: five persons, of whom two changed once; three residents' sessions; two consents; two
        /// secrets.
        static let rows = (persons: 7, sessions: 3, consents: 2, secrets: 2)
        static let columns = 12
        static let total = 14

        init(in storage: any Storage) async throws {
            var people = try (1...5).map { Sample.person(try Sample.identity(sequence: $0)) }
            let first = people
            for index in 0..<2 {
                try people[index].update(
                    to: Sample.identity(sequence: index + 1, name: "张三丰", phone: nil, address: nil),
                    at: Sample.after(milliseconds: 1)
                )
            }
            let changed = Array(people[..<2])
            self.people = people
            var sessions = try (1...3).map {
                Self.session(.resident(try PhoneNumber("1380000000\($0)")))
            }
            sessions.append(Self.session(.account(Sample.clerkID)))
            self.sessions = sessions
            let credentials = [
                AppCredential.secret(Sensitive("abcdefghijklmnop")), .publicKey(try SM2PrivateKey.generate().publicKey),
                .secret(Sensitive("0123456789abcdef")),
            ]
            self.credentials = credentials
            let consents = try (1...2).map { try Sample.consent("1380000000\($0)") }
            self.consents = consents
            try await storage.write { [sessions] store in
                for consent in consents { _ = try store.consents.add(consent, to: Sample.terms) }
                for person in first { try store.persons.add(person) }
                for person in changed { try store.persons.save(person) }
                for session in sessions { try store.signIns.add(session) }
                try store.access.save(Sample.app, credentials: credentials)
            }
        }

        private static func session(_ holder: Session.Holder) -> Session {
            Session(
                digest: Sample.randomBytes(32),
                holder: holder,
                formToken: "form",
                createdAt: Sample.instant,
                expiresAt: Sample.after(milliseconds: 1_000)
            )
        }

        /// Everything opens, and is what was written.
        func check(_ storage: any Storage) async throws {
            for person in people {
                let document = person.identity.document
                let found = try await storage.read { try $0.persons.find(person.id) }
                #expect(found?.identity == person.identity && found?.version == person.version)
                #expect(try await storage.read { try $0.persons.find(document: document) }?.id == person.id)
            }
            for session in sessions {
                let found = try await storage.read {
                    try $0.signIns.session(digest: session.digest, at: Sample.instant)
                }
                switch (found?.holder, session.holder) {
                case (.resident(let phone), .resident(let expected)): #expect(phone == expected)
                case (.account(let id), .account(let expected)): #expect(id == expected)
                default: Issue.record("a session lost its holder")
                }
            }
            for consent in consents {
                #expect(try await storage.read { try $0.consents.find(consent.id) } == consent)
            }
            #expect(try await storage.read { try $0.access.credentials(of: Sample.appID) } == credentials)
        }
    }

    private static func count(_ storage: any Storage) async throws -> Int {
        try await storage.read { try $0.keys.rewrapCount() }
    }

    private static func sealed(_ version: UInt32, in storage: any Storage) async throws -> [Int] {
        try await storage.read { store in
            try [KeyPurpose.column, .credential].map { try store.keys.sealedCount($0, version: version) }
        }
    }

    @Test(arguments: ContractDriver.allCases, [1, 2, 3, 5, 14, 100])
    func `everything is sealed anew in steps, and opens without the old key`(
        driver: ContractDriver,
        limit: Int
    ) async throws {
        let keys = try TestKeys()
        try await driver.withRegion(keys: keys) { storage in
            let filled = try await Filled(in: storage)
            let rows = Filled.rows
            #expect(try await Self.count(storage) == 0)
            #expect(try await storage.write { try $0.keys.rewrap(limit: limit) } == 0)
            #expect(try await Self.sealed(1, in: storage) == [Filled.columns, rows.secrets])

            try keys.rotateColumns()
            #expect(try await Self.count(storage) == Filled.total)
            var left = Filled.total
            while left > 0 {
                let changed = try await storage.write { try $0.keys.rewrap(limit: limit) }
                #expect(changed == min(limit, left))
                left -= changed
                guard changed > 0 else { break }
                #expect(try await Self.count(storage) == left)
                if limit == 2 { try await filled.check(storage) }
            }
            #expect(try await storage.write { try $0.keys.rewrap(limit: limit) } == 0)
            #expect(try await Self.sealed(1, in: storage) == [0, 0])
            #expect(try await Self.sealed(2, in: storage) == [Filled.columns, rows.secrets])
            keys.destroyColumns(version: 1)
            try await filled.check(storage)
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `a step that is interrupted is undone, and the work goes on where it stood`(
        driver: ContractDriver
    ) async throws {
        let keys = try TestKeys()
        try await driver.withRegion(keys: keys) { storage in
            let filled = try await Filled(in: storage)
            try keys.rotateColumns()
            #expect(try await storage.write { try $0.keys.rewrap(limit: 4) } == 4)
            await #expect(throws: Interrupted.self) {
                try await storage.write { store in
                    #expect(try store.keys.rewrap(limit: 4) == 4)
                    throw Interrupted()
                }
            }
            #expect(try await Self.count(storage) == Filled.total - 4)
            try await filled.check(storage)

            keys.isServiceGone = true
            await #expect(throws: KeyRefusal.serviceUnavailable) {
                try await storage.write { try $0.keys.rewrap(limit: 4) }
            }
            keys.isServiceGone = false
            #expect(try await Self.count(storage) == Filled.total - 4)

            try keys.rotateColumns()
            #expect(try await Self.count(storage) == Filled.total, "what was sealed under 2 is old now as well")
            var changed = 0
            while case let step = try await storage.write({ try $0.keys.rewrap(limit: 5) }), step > 0 {
                changed += step
            }
            #expect(changed == Filled.total)
            keys.destroyColumns(version: 1)
            keys.destroyColumns(version: 2)
            try await filled.check(storage)
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `residents register and change while everything is sealed anew`(driver: ContractDriver) async throws {
        let keys = try TestKeys()
        try await driver.withRegion(keys: keys) { storage in
            let filled = try await Filled(in: storage)
            try keys.rotateColumns()
            let newcomers = try (6...25).map { Sample.person(try Sample.identity(sequence: $0)) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    while try await storage.write({ try $0.keys.rewrap(limit: 1) }) > 0 {}
                }
                for person in newcomers {
                    group.addTask { try await storage.write { try $0.persons.add(person) } }
                }
                try await group.waitForAll()
            }
            keys.destroyColumns(version: 1)
            try await filled.check(storage)
            for person in newcomers {
                #expect(try await storage.read { try $0.persons.find(person.id) }?.identity == person.identity)
            }
        }
    }
}
