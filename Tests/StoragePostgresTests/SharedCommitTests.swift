import Foundation
import HealthCardDomain
import HealthCardServices
import Storage
import StoragePostgres
import TestSupport
import Testing

/// That transactions which asked ahead do share commits; that they stay what they are is the contract's to show.
struct SharedCommitTests {
    private static let app = AppID(trusted: "app")

    private static func mark(_ nonce: String, in storage: PostgresStorage) async throws -> Bool {
        try await storage.write(ahead: { _ = try $0.marks.markNonce(nonce, of: app, at: TestClock.start) }) { store in
            try store.marks.markNonce(nonce, of: app, at: TestClock.start)
        }
    }

    @Test func `500 transactions at once take far fewer commits`() async throws {
        try await TestPostgres.withStorage(keys: TestKeys()) { storage in
            let marked = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<500 { group.addTask { try await Self.mark("n\(number)", in: storage) } }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(marked == 500)
            let figures = await storage.figures()
            let groups = try #require(figures.groups)
            #expect(groups.sum == 500)
            #expect(groups.counts.reduce(0, +) < 100)
            #expect(figures.retries.allSatisfy { $0.count == 0 })
        }
    }

    @Test func `two nodes that mark the same things at once mark each once`() async throws {
        try await TestPostgres.withDatabase { address in
            let nodes = [
                try await PostgresStorage.open(address, keys: TestKeys(), migrating: false),
                try await PostgresStorage.open(address, keys: TestKeys(), migrating: false),
            ]
            let marked = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<400 {
                    for node in nodes { group.addTask { try await Self.mark("n\(number)", in: node) } }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(marked == 400)
            for node in nodes { try await node.close() }
        }
    }

    @Test func `a closed storage refuses those that share`() async throws {
        try await TestPostgres.withStorage(keys: TestKeys()) { storage in
            #expect(try await Self.mark("n", in: storage))
            try await storage.close()
            await #expect(throws: StorageFault.closed) { _ = try await Self.mark("m", in: storage) }
        }
    }
}
