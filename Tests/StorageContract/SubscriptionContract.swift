import Foundation
import HealthCardDomain
import HealthCardServices
import TestSupport
import Testing

/// What both engines promise about the events laid out for subscribers.
struct SubscriptionContract {
    private static let reviewer = OperatorID(trusted: "R1")
    private static let first = AssigningAuthority(trusted: "H1")
    private static let second = AssigningAuthority(trusted: "H2")

    private static func service(_ storage: any Storage) -> IndexService {
        let ambient = Ambient(now: { TestClock.start }, randomBytes: { [UInt8](repeating: 7, count: $0) })
        return IndexService(storage: storage, ambient: ambient)
    }

    private static func subscribe(_ authorities: [AssigningAuthority], in storage: any Storage) async throws {
        try await storage.write { store in
            for authority in authorities { try store.subscriptions.subscribe(authority, at: Sample.instant) }
        }
    }

    /// Gives numbers to all that waits, and reads all.
    private static func events(
        of authority: AssigningAuthority,
        in storage: any Storage
    ) async throws -> [NumberedEvent] {
        try await storage.write { store in
            while try store.subscriptions.number(authority, limit: 3) > 0 {}
            return try store.subscriptions.events(of: authority, after: 0, limit: 1_000)
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `an event is laid out for those who have a record in the person, and for nobody else`(
        driver: ContractDriver
    ) async throws {
        try await driver.withStorage { storage in
            let service = Self.service(storage)
            try await Self.subscribe([Self.first, Self.second], in: storage)
            func register(_ person: Int, at institution: Int) async throws -> IndexNumber {
                let fields = MadeUpRegistration.fields(person, at: institution)
                return try await service.register(fields, as: MadeUpRegistration.id(person, at: institution)).index
            }
            // Nobody is told of 3; H1 has a record of 1, H2 of 2.
            let (a, b) = (try await register(1, at: 1), try await register(2, at: 2))
            _ = try await register(3, at: 3)
            #expect(try await register(1, at: 3) == a)
            try await service.merge(b, into: a, by: Self.reviewer)
            try await service.unmerge(b, by: Self.reviewer)
            let alone = try await service.unlink(MadeUpRegistration.id(1, at: 3), by: Self.reviewer)
            let (ofFirst, ofSecond) = (
                try await Self.events(of: Self.first, in: storage), try await Self.events(of: Self.second, in: storage)
            )
            let merges: [IndexEventKind] = [.merge, .merge, .unmerge, .unmerge]
            #expect(ofFirst.map(\.event.kind) == [.create, .link] + merges + [.unlink])
            #expect(ofFirst.map(\.event.index) == [a, a, b, a, b, a, a])
            #expect(ofFirst.last?.event.other == alone)
            #expect(ofFirst.map(\.number) == Array(1...7))
            #expect(ofFirst.filter { $0.event.index == a }.map(\.event.version) == [1, 2, 3, 4, 5])
            #expect(ofFirst.map { $0.localID?.exposed } == ["P1"] + Array(repeating: nil, count: 6))
            #expect(ofSecond.map(\.event.kind) == [.create] + merges)
            #expect(ofSecond.map(\.event.index) == [b, b, a, b, a])
            #expect(try await Self.events(of: Self.first, in: storage) == ofFirst)
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `an ended subscription is told nothing, and goes on counting when it is begun again`(
        driver: ContractDriver
    ) async throws {
        try await driver.withStorage { storage in
            let service = Self.service(storage)
            func register(_ person: Int) async throws {
                _ = try await service.register(MadeUpRegistration.fields(person), as: MadeUpRegistration.id(person))
            }
            try await register(1)
            try await Self.subscribe([Self.first], in: storage)
            try await register(2)
            #expect(try await storage.write { try $0.subscriptions.end(Self.first, at: Sample.instant) })
            #expect(try await storage.write { try $0.subscriptions.end(Self.first, at: Sample.instant) } == false)
            try await register(3)
            try await Self.subscribe([Self.first, Self.first], in: storage)
            try await register(4)
            let events = try await Self.events(of: Self.first, in: storage)
            #expect(events.map { $0.localID?.exposed } == ["P2", "P4"])
            #expect(events.map(\.number) == [1, 2])
            let all = try await storage.read { try $0.subscriptions.all() }
            #expect(all.map(\.authority) == [Self.first] && all.map(\.endedAt) == [nil] && all.map(\.lastNumber) == [2])
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `old events go from the front, and the subscription knows up to where`(driver: ContractDriver) async throws {
        try await driver.withStorage { storage in
            let service = Self.service(storage)
            try await Self.subscribe([Self.first, Self.second], in: storage)
            for person in 1...5 {
                _ = try await service.register(MadeUpRegistration.fields(person), as: MadeUpRegistration.id(person))
            }
            let (before, after) = (TestClock.start, TestClock.start.addingTimeInterval(1))
            #expect(try await storage.read { try $0.subscriptions.expiring(before: before) }.isEmpty)
            #expect(try await storage.read { try $0.subscriptions.expiring(before: after) } == [Self.first])
            // What has no number stays: it was not even offered.
            #expect(try await storage.write { try $0.subscriptions.expire(Self.first, before: after, limit: 3) } == 0)
            let events = try await Self.events(of: Self.first, in: storage)
            #expect(try await storage.write { try $0.subscriptions.expire(Self.first, before: before, limit: 9) } == 0)
            #expect(try await storage.write { try $0.subscriptions.expire(Self.first, before: after, limit: 3) } == 3)
            #expect(try await storage.read { try $0.subscriptions.find(Self.first) }?.expiredNumber == 3)
            let left = try await storage.read { try $0.subscriptions.events(of: Self.first, after: 0, limit: 9) }
            #expect(left == Array(events.suffix(2)))
        }
    }

    /// Registrations and decisions from many tasks, and a subscriber that asks all the while: the numbers that it saw never
    /// change, have no gap, and hold each version of each index once and in order.
    @Test(arguments: ContractDriver.allCases)
    func `whoever asks while others write misses nothing and gets nothing twice`(driver: ContractDriver) async throws {
        try await driver.withStorage { storage in
            let service = Self.service(storage)
            try await Self.subscribe([Self.first, Self.second], in: storage)
            let indexes = try await withThrowingTaskGroup(of: IndexNumber.self) { group in
                for institution in 1...4 {
                    for person in 1...10 {
                        group.addTask {
                            try await service.register(
                                MadeUpRegistration.fields(person, at: institution),
                                as: MadeUpRegistration.id(person, at: institution)
                            ).index
                        }
                    }
                }
                let asking = Task {
                    var seen: [NumberedEvent] = []
                    while !Task.isCancelled {
                        let last = seen.last?.number ?? 0
                        seen += try await storage.write { store in
                            _ = try store.subscriptions.number(Self.first, limit: 5)
                            return try store.subscriptions.events(of: Self.first, after: last, limit: 4)
                        }
                    }
                    return seen
                }
                let indexes = try await group.reduce(into: Set<IndexNumber>()) { $0.insert($1) }
                asking.cancel()
                let seen = try await asking.value
                let all = try await Self.events(of: Self.first, in: storage)
                #expect(seen == Array(all.prefix(seen.count)))
                return indexes
            }
            #expect(indexes.count == 10)
            let all = try await Self.events(of: Self.first, in: storage)
            #expect(all.map(\.number) == Array(1...Int64(all.count)))
            #expect(Set(all.map(\.event.id)).count == all.count)
            for index in indexes {
                let told = all.filter { $0.event.index == index }.map(\.event)
                let happened = try await storage.read { try $0.index.events(of: index) }
                // From the version on with which H1 has a record there, all of them.
                let begin = try #require(happened.firstIndex { $0.id == told.first?.id })
                #expect(told == Array(happened[begin...]))
            }
        }
    }
}
