import Foundation
import HealthCardDomain
import HealthCardServices
import Storage
import StoragePostgres
import TestSupport
import Testing

/// What a node hears of the changes that others make.
struct ChangeTests {
    /// Longer than a lost connection takes to be opened again, by far.
    private static let patience = Duration.seconds(20)

    private struct Silence: Error {}

    /// Reads a stream by turns, each time no longer than a test waits.
    private actor Ear {
        private var heard: [HeldInMemory] = []
        private var reading: Task<Void, Never>?

        init(_ stream: AsyncStream<HeldInMemory>) {
            Task { await self.read(stream) }
        }

        private func read(_ stream: AsyncStream<HeldInMemory>) {
            reading = Task { for await word in stream { self.take(word) } }
        }

        private func take(_ word: HeldInMemory) { heard.append(word) }

        func stop() { reading?.cancel() }

        /// Waits for `count` words, and gives all that came, forgetting them.
        func words(atLeast count: Int) async throws -> [HeldInMemory] {
            let clock = ContinuousClock()
            let end = clock.now + patience
            while heard.count < count {
                guard clock.now < end else { throw Silence() }
                try await Task.sleep(for: .milliseconds(5))
            }
            defer { heard = [] }
            return heard
        }
    }

    private static let app = App(
        id: AppID(trusted: "app-1"),
        name: "一",
        recordNumber: AppRecordNumber(trusted: "A0001"),
        institution: nil,
        status: .authorised,
        operations: [.codeScan]
    )

    /// What every change of a key does beside its own rows.
    private static func touchKeys(in address: PostgresAddress) async throws {
        try await TestPostgres.run("UPDATE key_revisions SET revision = revision + 1", in: address)
    }

    @Test func `another node's committed change is told, an undone one is not`() async throws {
        try await TestPostgres.withDatabase { address in
            let here = try await PostgresStorage.open(address, options: TestPostgres.options, keys: TestKeys())
            let there = try await PostgresStorage.open(address, options: TestPostgres.options, keys: TestKeys())
            let ear = Ear(here.changes())
            #expect(try await ear.words(atLeast: HeldInMemory.allCases.count) == HeldInMemory.allCases)

            struct Undone: Error {}
            await #expect(throws: Undone.self) {
                try await there.write { store in
                    try store.access.save(Self.app, credentials: [])
                    throw Undone()
                }
            }
            try await Self.touchKeys(in: address)
            #expect(try await ear.words(atLeast: 1) == [.keys])
            try await there.write { store in
                try store.access.save(Self.app, credentials: [.secret(Sensitive("0123456789abcdef"))])
            }
            #expect(try await ear.words(atLeast: 1) == [.apps])
            _ = try await there.write { try $0.marks.markNonce("n", of: Self.app.id, at: Date()) }
            try await Self.touchKeys(in: address)
            #expect(try await ear.words(atLeast: 1) == [.keys])
            await ear.stop()
            try await here.close()
            try await there.close()
        }
    }

    @Test func `after a lost connection all counts as changed, and the next change is heard`() async throws {
        try await TestPostgres.withDatabase { address in
            let storage = try await PostgresStorage.open(address, options: TestPostgres.options, keys: TestKeys())
            let ear = Ear(storage.changes())
            _ = try await ear.words(atLeast: HeldInMemory.allCases.count)
            for _ in 0..<3 {
                let cut = try await TestPostgres.run(
                    """
                    SELECT count(*) FILTER (WHERE pg_terminate_backend(pid)) FROM pg_stat_activity
                    WHERE datname = current_database() AND query LIKE 'LISTEN%'
                    """,
                    in: address
                )
                #expect(cut == ["1"])
                #expect(try await ear.words(atLeast: HeldInMemory.allCases.count) == HeldInMemory.allCases)
                try await Self.touchKeys(in: address)
                #expect(try await ear.words(atLeast: 1) == [.keys])
            }
            await ear.stop()
            try await storage.close()
        }
    }

    @Test func `the connection ends with whoever reads`() async throws {
        try await TestPostgres.withDatabase { address in
            let storage = try await PostgresStorage.open(address, options: TestPostgres.options, keys: TestKeys())
            let ear = Ear(storage.changes())
            _ = try await ear.words(atLeast: HeldInMemory.allCases.count)
            let listening = """
                SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'
                """
            #expect(try await TestPostgres.run(listening, in: address) == ["1"])
            await ear.stop()
            let clock = ContinuousClock()
            let end = clock.now + Self.patience
            while try await TestPostgres.run(listening, in: address) != ["0"], clock.now < end {
                try await Task.sleep(for: .milliseconds(50))
            }
            #expect(try await TestPostgres.run(listening, in: address) == ["0"])
            try await storage.close()
        }
    }
}
