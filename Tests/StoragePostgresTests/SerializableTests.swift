import Foundation
import HealthCardDomain
import HealthCardServices
import Storage
import StoragePostgres
import TestSupport
import Testing

/// Many writers leave what one writer would have left.
struct SerializableTests {
    private static func options() -> PostgresOptions {
        var options = PostgresOptions()
        options.writers = 32
        options.readers = 2
        return options
    }

    private static func challenge(_ phone: PhoneNumber, wrongTries: Int) -> OneTimeCodeChallenge {
        OneTimeCodeChallenge(
            phone: phone,
            digest: Array(repeating: 1, count: 32),
            salt: [],
            sentAt: TestClock.start,
            expiresAt: TestClock.start,
            wrongTries: wrongTries,
            termsDigest: nil
        )
    }

    @Test func `32 writers that count one row up lose no count`() async throws {
        try await TestPostgres.withStorage(keys: TestKeys(), options: Self.options()) { storage in
            let phone = try MadeUpResident.phone(1)
            try await storage.write { try $0.signIns.save(Self.challenge(phone, wrongTries: 0)) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<32 {
                    group.addTask {
                        for _ in 0..<5 {
                            try await storage.write { store in
                                let known = try store.signIns.challenge(for: phone)?.wrongTries ?? 0
                                try store.signIns.save(Self.challenge(phone, wrongTries: known + 1))
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await storage.read { try $0.signIns.challenge(for: phone)?.wrongTries } == 160)
        }
    }

    /// No row is written twice, so nothing but the isolation keeps the rule.
    @Test func `32 writers that each read that there is room for one leave one`() async throws {
        try await TestPostgres.withStorage(keys: TestKeys(), options: Self.options()) { storage in
            let added = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<32 {
                    group.addTask {
                        let person = Person(
                            registering: try MadeUpResident.identity(number),
                            id: PersonID(randomBytes: (0..<32).map { _ in .random(in: 0...255) }),
                            at: TestClock.start
                        )
                        return try await storage.write { store in
                            guard try store.figures.personCount() == 0 else { return false }
                            try store.persons.add(person)
                            return true
                        }
                    }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(added == 1)
            #expect(try await storage.read { try $0.figures.personCount() } == 1)
        }
    }

    @Test func `a snapshot does not move while it is read`() async throws {
        try await TestPostgres.withStorage(keys: TestKeys()) { storage in
            let (isRead, reading) = AsyncStream<Void>.makeStream()
            let goOn = DispatchSemaphore(value: 0)
            async let counts = storage.read { store in
                let before = try store.figures.personCount()
                reading.finish()
                goOn.wait()
                return [before, try store.figures.personCount()]
            }
            for await _ in isRead {}
            let person = Person(
                registering: try MadeUpResident.identity(1),
                id: PersonID(randomBytes: Array(repeating: 7, count: 32)),
                at: TestClock.start
            )
            try await storage.write { try $0.persons.add(person) }
            goOn.signal()
            #expect(try await counts == [0, 0])
            #expect(try await storage.read { try $0.figures.personCount() } == 1)
        }
    }
}
