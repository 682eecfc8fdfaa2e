import Foundation
import HealthCardDomain
import HealthCardServices
import StorageSQLite
import TestSupport
import Testing

/// How long the log of a file gets.
struct CheckpointerTests {
    private static let app = AppID(trusted: "app")
    private static let instant = Date(timeIntervalSince1970: 1_790_040_800)
    /// Each takes at least two pages of the log.
    private static let commits = 500
    private static let pageBytes = 4_096

    @Test func `the log stays short while somebody reads an older state at every moment`() async throws {
        var limits = Checkpointer.Limits()
        (limits.moved, limits.waited) = (64, 256)
        try await Self.withStorage(limits) { storage, log in
            let readers = (0..<2).map { reader in
                Task {
                    // Half a step behind one another, so that one always began before a commit that the other sees.
                    try await Task.sleep(for: .milliseconds(5 * reader))
                    while !Task.isCancelled { try await Self.read(storage) }
                }
            }
            for turn in 0..<2 { try await Self.commit(storage, turn) }
            for reader in readers {
                reader.cancel()
                do { try await reader.value } catch is CancellationError {}
            }
            #expect(try log() < 1_200 * Self.pageBytes)
        }
    }

    @Test func `the log begins anew without waiting for anybody where nobody reads`() async throws {
        var limits = Checkpointer.Limits()
        (limits.moved, limits.waited) = (64, .max)
        try await Self.withStorage(limits) { storage, log in
            var turns = 0
            repeat {
                try await Self.commit(storage, turns)
                turns += 1
                // A slow disk keeps the mover busy for long.
            } while try log() > turns * Self.commits * Self.pageBytes && turns < 20
            #expect(turns < 20)
        }
    }

    @Test func `the log stays short where every commit is longer than what is moved at once`() async throws {
        var limits = Checkpointer.Limits()
        (limits.moved, limits.waited) = (16, 64)
        try await Self.withStorage(limits) { storage, log in
            // Some hundred pages each.
            let filler = String(repeating: "x", count: 400)
            for turn in 0..<100 {
                try await storage.write { store in
                    for number in 0..<500 {
                        _ = try store.marks.markNonce("\(turn).\(number)\(filler)", of: Self.app, at: Self.instant)
                    }
                }
            }
            #expect(try log() < 800 * Self.pageBytes)
        }
    }

    private static func withStorage(
        _ limits: Checkpointer.Limits,
        _ body: (SQLiteStorage, _ log: () throws -> Int) async throws -> Void
    ) async throws {
        let folder = try TemporaryFolder()
        let storage = try SQLiteStorage(path: folder.database, keys: TestKeys(), checkpoints: limits)
        try await body(storage) {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder.database + "-wal")
            return try #require(attributes[.size] as? Int)
        }
        try await storage.close()
        try folder.remove()
    }

    private static func read(_ storage: SQLiteStorage) async throws {
        try await storage.read { store in
            _ = try store.figures.personCount()
            Thread.sleep(forTimeInterval: 0.01)
        }
    }

    private static func commit(_ storage: SQLiteStorage, _ turn: Int) async throws {
        for number in 0..<commits {
            _ = try await storage.write { try $0.marks.markNonce("n\(turn).\(number)", of: app, at: instant) }
        }
    }
}
