import Foundation
import HealthCardDomain
import HealthCardServices
import StoragePostgres
import TestSupport
import Testing

/// Transactions that end in another order than they begin.
struct EventOrderTests {
    private static let subscriber = AssigningAuthority(trusted: "H1")

    /// Opens an index in a transaction that goes on until it is let go.
    private static func open(
        _ record: SourceRecordNumber,
        in storage: PostgresStorage,
        begun: DispatchSemaphore = DispatchSemaphore(value: 0),
        until: DispatchSemaphore? = nil
    ) async throws -> IndexNumber {
        try await storage.write { store in
            let number = try store.index.open(for: record, at: TestClock.start)
            begun.signal()
            until?.wait()
            return number
        }
    }

    private static func ask(_ storage: PostgresStorage, after number: Int64) async throws -> [NumberedEvent] {
        try await storage.write { store in
            _ = try store.subscriptions.number(subscriber, limit: 10)
            return try store.subscriptions.events(of: subscriber, after: number, limit: 10)
        }
    }

    @Test func `an event that appears behind a cursor with an older id still comes`() async throws {
        try await TestPostgres.withStorage(keys: TestKeys()) { storage in
            let sealed = try storage.seal(MadeUpRegistration.fields(1), as: MadeUpRegistration.id(1))
            let record = try await storage.write { store in
                try store.subscriptions.subscribe(Self.subscriber, at: TestClock.start)
                return try store.sourceRecords.add(sealed, replacing: nil, at: TestClock.start).number
            }
            // Of the first indexes some also write the count of persons, which would keep the quick one waiting.
            try await storage.write { store in
                for _ in 0..<4 { _ = try store.index.open(for: record, at: TestClock.start) }
            }
            let opened = try await Self.ask(storage, after: 0)
            let (begun, letGo) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
            async let slow = Self.open(record, in: storage, begun: begun, until: letGo)
            await withCheckedContinuation { waiting in
                DispatchQueue.global().async {
                    begun.wait()
                    waiting.resume()
                }
            }
            let quick = try await Self.open(record, in: storage)
            let before = try await Self.ask(storage, after: 4)
            letGo.signal()
            let late = try await slow
            let after = try await Self.ask(storage, after: before.last?.number ?? 0)
            #expect(before.map(\.event.index) == [quick] && after.map(\.event.index) == [late])
            #expect(opened.map(\.number) == [1, 2, 3, 4])
            #expect(before.map(\.number) == [5] && after.map(\.number) == [6])
            // The slow one's event is the older one: by its id it would have been passed.
            #expect(try #require(after.first).event.id < #require(before.first).event.id)
        }
    }
}
