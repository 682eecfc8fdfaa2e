import Foundation
import HealthCardDomain
import HealthCardServices
import Matching
import StorageSQLite
import TestSupport
import Testing

/// What a transaction is told of the main index since an event that somebody saw before it.
struct RecentChangesTests {
    private struct Refused: Error {}

    private static let instant = Date(timeIntervalSince1970: 1_790_040_800)

    private static func open(
        _ number: Int,
        in storage: SQLiteStorage,
        failing: Bool = false
    ) async throws -> IndexNumber {
        let id = try MadeUpRegistration.id(number, at: 1)
        let sealed = try storage.seal(MadeUpRegistration.fields(number, at: 1), as: id)
        return try await storage.write { store in
            let record = try store.sourceRecords.add(sealed, replacing: nil, at: Self.instant)
            let index = try store.index.open(for: record.number, at: Self.instant)
            try store.index.add([Int64(number)], of: index)
            if failing { throw Refused() }
            return index
        }
    }

    private static func changes(since event: Int64, in storage: SQLiteStorage) async throws -> [ChangeSet]? {
        try await storage.write { try $0.index.changes(since: event) }
    }

    private static func lastEvent(in storage: SQLiteStorage) async throws -> Int64 {
        try await storage.read { try $0.index.lastEvent() }
    }

    @Test func `what others committed since is known, and what was undone is not there`() async throws {
        let folder = try TemporaryFolder()
        let storage = try SQLiteStorage(path: folder.database, keys: TestKeys())
        let first = try await Self.open(1, in: storage)
        let seen = try await Self.lastEvent(in: storage)
        #expect(try await Self.changes(since: seen, in: storage)?.allSatisfy { $0.indexes.isEmpty } == true)
        await #expect(throws: Refused.self) { _ = try await Self.open(2, in: storage, failing: true) }
        let second = try await Self.open(3, in: storage)
        let third = try await Self.open(4, in: storage)
        let all = try #require(try await Self.changes(since: seen, in: storage))
        #expect(all.reduce(into: Set()) { $0.formUnion($1.indexes) } == [second, third])
        #expect(all.reduce(into: Set()) { $0.formUnion($1.blocks) } == [3, 4])
        #expect(first != second)
        try await storage.close()
        try folder.remove()
    }

    @Test func `what this transaction changed is among it`() async throws {
        let storage = try SQLiteStorage.inMemory(keys: TestKeys())
        let index = try await Self.open(1, in: storage)
        let seen = try await Self.lastEvent(in: storage)
        try await storage.write { store in
            try store.index.note(.update, of: index, record: nil, other: nil, at: Self.instant)
            let all = try #require(try store.index.changes(since: seen))
            #expect(all.contains { $0.indexes == [index] })
        }
    }

    @Test func `of what another process wrote nothing is known`() async throws {
        let folder = try TemporaryFolder()
        let storage = try SQLiteStorage(path: folder.database, keys: TestKeys())
        let other = try SQLiteStorage(path: folder.database, keys: TestKeys())
        _ = try await Self.open(1, in: storage)
        let seen = try await Self.lastEvent(in: storage)
        _ = try await Self.open(2, in: other)
        #expect(try await Self.changes(since: seen, in: storage) == nil)
        _ = try await Self.open(3, in: storage)
        #expect(try await Self.changes(since: seen, in: storage) == nil)
        let now = try await Self.lastEvent(in: storage)
        #expect(try await Self.changes(since: now, in: storage) != nil)
        try await other.close()
        try await storage.close()
        try folder.remove()
    }

    @Test func `long ago is not known`() async throws {
        let storage = try SQLiteStorage.inMemory(keys: TestKeys())
        for number in 1...20 { _ = try await Self.open(number, in: storage) }
        #expect(try await Self.changes(since: 0, in: storage) == nil)
    }
}
