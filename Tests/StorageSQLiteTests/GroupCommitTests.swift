import Dispatch
import Foundation
import HealthCardDomain
import HealthCardServices
import Storage
import StorageSQLite
import TestSupport
import Testing

/// What happens to a group when the engine, not a closure, says no. Two nonces of a test's own migration spring the
/// traps: `commit` breaks a deferred rule, which SQLite checks at `COMMIT`; `lost` makes it undo everything at once, as
/// a full disk does.
struct GroupCommitTests {
    private static let app = AppID(trusted: "app")
    private static let instant = Date(timeIntervalSince1970: 1_790_040_800)
    private static let traps = Migration(number: Migration.all.count + 1, name: "traps") { _ in
        [
            """
            CREATE TABLE traps (
                id INTEGER NOT NULL PRIMARY KEY,
                other INTEGER REFERENCES traps (id) DEFERRABLE INITIALLY DEFERRED
            ) STRICT
            """,
            """
            CREATE TRIGGER trap_commit AFTER INSERT ON nonces WHEN NEW.nonce = 'commit'
            BEGIN INSERT INTO traps VALUES (1, 99); END
            """,
            """
            CREATE TRIGGER trap_lost AFTER INSERT ON nonces WHEN NEW.nonce = 'lost'
            BEGIN SELECT RAISE(ROLLBACK, 'lost'); END
            """,
        ]
    }

    /// Writes each nonce in a transaction of its own, all in one group, and tells how each caller was answered.
    private func writeTogether(_ nonces: [String], in storage: SQLiteStorage) async -> [String: (any Error)?] {
        let hold = DispatchSemaphore(value: 0)
        let (isHeld, holding) = AsyncStream<Void>.makeStream()
        return await withTaskGroup(of: (String, (any Error)?).self) { group in
            // The first transaction keeps the writer busy until all others wait behind it.
            group.addTask {
                await (
                    "hold",
                    Self.error {
                        try await storage.write { _ in
                            holding.finish()
                            hold.wait()
                        }
                    }
                )
            }
            for await _ in isHeld {}
            for nonce in nonces {
                group.addTask {
                    await (
                        nonce,
                        Self.error {
                            try await storage.write { store in
                                _ = try store.marks.markNonce(nonce, of: Self.app, at: Self.instant)
                            }
                        }
                    )
                }
            }
            while storage.waitingWrites < nonces.count { await Task.yield() }
            hold.signal()
            var answers: [String: (any Error)?] = [:]
            for await (nonce, error) in group { answers.updateValue(error, forKey: nonce) }
            return answers
        }
    }

    private static func error(_ body: () async throws -> Void) async -> (any Error)? {
        do {
            try await body()
            return nil
        } catch {
            return error
        }
    }

    private func withTraps(_ test: (SQLiteStorage) async throws -> Void) async throws {
        let folder = try TemporaryFolder()
        let storage = try SQLiteStorage(
            path: folder.database,
            keys: TestKeys(),
            migrations: Migration.all + [Self.traps],
            longestGroup: .seconds(60)
        )
        try await test(storage)
        try await storage.close()
        try folder.remove()
    }

    /// Uses each nonce, and expects that `unused` are the ones nobody used before.
    private func expectUnused(_ nonces: [String], leaving unused: [String], in storage: SQLiteStorage) async throws {
        var found: [String] = []
        for nonce in nonces {
            let isNew = try await storage.write { try $0.marks.markNonce(nonce, of: Self.app, at: Self.instant) }
            if isNew { found.append(nonce) }
        }
        #expect(found == unused)
    }

    @Test(arguments: ["commit", "lost"])
    func `where the group cannot commit, nobody is told that it did`(trap: String) async throws {
        try await withTraps { storage in
            let answers = await writeTogether(["a", "b", "c", trap], in: storage)
            #expect(answers.count == 5)
            #expect(answers["hold"].flatMap { $0 } == nil)
            for nonce in ["a", "b", "c", trap] {
                #expect(answers[nonce].flatMap { $0 } is StorageFault, "\(nonce) hears of the fault")
            }
            // Nothing of the group is there, and the writer serves on.
            try await expectUnused(["a", "b", "c"], leaving: ["a", "b", "c"], in: storage)
            try await expectUnused(["a", "b", "c"], leaving: [], in: storage)
        }
    }

    @Test(arguments: ["commit", "lost"])
    func `a transaction alone hears of its own fault, and the next one works`(trap: String) async throws {
        try await withTraps { storage in
            await #expect(throws: StorageFault.self) {
                try await storage.write { _ = try $0.marks.markNonce(trap, of: Self.app, at: Self.instant) }
            }
            try await expectUnused(["a"], leaving: ["a"], in: storage)
        }
    }

    @Test func `after the engine undid the transaction nothing more is written in it`() async throws {
        try await withTraps { storage in
            await #expect(throws: StorageFault.transactionLost) {
                try await storage.write { store in
                    do {
                        _ = try store.marks.markNonce("lost", of: Self.app, at: Self.instant)
                    } catch {
                        // A closure that carries on must not write outside of any transaction.
                        _ = try store.marks.markNonce("after", of: Self.app, at: Self.instant)
                    }
                }
            }
            try await expectUnused(["after"], leaving: ["after"], in: storage)
        }
    }

    @Test func `more writes than a group holds are all answered`() async throws {
        try await withTraps { storage in
            let nonces = (0..<1_300).map { "n\($0)" }
            let answers = await writeTogether(nonces, in: storage)
            #expect(answers.count == 1_301)
            #expect(answers.values.allSatisfy { $0 == nil })
            try await expectUnused(nonces, leaving: [], in: storage)
        }
    }
}
