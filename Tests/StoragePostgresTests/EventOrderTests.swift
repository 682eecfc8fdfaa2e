import Foundation
import HealthCardDomain
import HealthCardServices
import StoragePostgres
import TestSupport
import Testing

/// Transactions that end in another order than they begin.
struct EventOrderTests {
    private static let subscriber = AssigningAuthority(trusted: "H1")

    /// Notes an event of an index in a transaction that goes on until it is let go.
    private static func note(
        _ index: IndexNumber,
        _ record: SourceRecordNumber,
        in storage: PostgresStorage,
        begun: DispatchSemaphore = DispatchSemaphore(value: 0),
        until: DispatchSemaphore? = nil
    ) async throws {
        try await storage.write { store in
            try store.index.note(.update, of: index, record: record, other: nil, at: TestClock.start)
            begun.signal()
            // The transaction may be tried again: it waits once.
            if let until {
                until.wait()
                until.signal()
            }
        }
    }

    private static func ask(_ storage: PostgresStorage, after number: Int64) async throws -> [NumberedEvent] {
        try await storage.write { store in
            _ = try store.subscriptions.number(subscriber, limit: 10)
            return try store.subscriptions.events(of: subscriber, after: number, limit: 10)
        }
    }

    @Test func `an event whose transaction began before a cursor and ended behind it still comes`() async throws {
        try await TestPostgres.withStorage(keys: TestKeys()) { storage in
            let sealed = try storage.seal(MadeUpRegistration.fields(1), as: MadeUpRegistration.id(1))
            let record = try await storage.write { store in
                try store.subscriptions.subscribe(Self.subscriber, at: TestClock.start)
                return try store.sourceRecords.add(sealed, replacing: nil, at: TestClock.start).number
            }
            let (slowIndex, quickIndex) = try await storage.write { store in
                (
                    try store.index.open(for: record, at: TestClock.start),
                    try store.index.open(for: record, at: TestClock.start)
                )
            }
            #expect(try await Self.ask(storage, after: 0).map(\.number) == [1, 2])
            let (begun, letGo) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
            async let slow: Void = Self.note(slowIndex, record, in: storage, begun: begun, until: letGo)
            // Whatever fails below, the slow one is not kept waiting.
            defer { letGo.signal() }
            await withCheckedContinuation { waiting in
                DispatchQueue.global().async {
                    // Where it failed before it began, the test goes on and says so.
                    _ = begun.wait(timeout: .now() + 60)
                    waiting.resume()
                }
            }
            try await Self.note(quickIndex, record, in: storage)
            let before = try await Self.ask(storage, after: 2)
            letGo.signal()
            try await slow
            let after = try await Self.ask(storage, after: 3)
            #expect(before.map(\.event.index) == [quickIndex] && after.map(\.event.index) == [slowIndex])
            #expect(before.map(\.number) == [3] && after.map(\.number) == [4])
        }
    }
}
