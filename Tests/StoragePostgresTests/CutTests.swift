import Foundation
import HealthCardServices
import Storage
import StoragePostgres
import TestSupport
import Testing

/// Connections that are cut: nothing acknowledged is lost, nothing is there twice, and callers hear of nothing.
struct CutTests {
    private static let rounds = ProcessInfo.processInfo.environment["XINGLIN_CUTS"].flatMap { Int($0) } ?? 200

    @Test func `connections that the server ends in the middle of transactions lose and double nothing`() async throws {
        try await TestPostgres.withDatabase { address in
            let storage = try await PostgresStorage.open(address, keys: TestKeys(), migrating: false)
            let journal = Journal()
            let kills = try await withThrowingTaskGroup(of: Int.self) { group in
                group.addTask {
                    await journal.write(40, by: 8, to: storage)
                    return 0
                }
                group.addTask {
                    var kills = 0
                    while journal.doneCount + journal.faults.count < 8 * 40 {
                        kills += try await TestPostgres.run(
                            """
                            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                            WHERE datname = current_database() AND pid <> pg_backend_pid()
                            """,
                            in: address
                        ).count
                    }
                    return kills
                }
                return try await group.reduce(0, +)
            }
            #expect(kills > 20)
            #expect(journal.faults == [:])
            let differences = try await journal.differences(in: storage)
            #expect(differences.lost == [])
            #expect(differences.doubled == [])
            #expect(journal.doneCount == 8 * 40)
            try await storage.close()
        }
    }

    @Test func `connections cut before, after and while they commit lose and double nothing`() async throws {
        try await TestPostgres.withDatabase { address in
            let proxy = try CuttingProxy(server: TestPostgres.socket())
            let cut = try TestPostgres.address(address, through: proxy.folder.path)
            let storage = try await PostgresStorage.open(cut, options: TestPostgres.options, keys: TestKeys())
            proxy.cut((0..<Self.rounds).map { CuttingProxy.Cut.allCases[$0 % 3] })
            let journal = Journal()
            await journal.write(Self.rounds, by: 4, to: storage)
            #expect(proxy.cutCount == Self.rounds)
            #expect(journal.faults == [:])
            let differences = try await journal.differences(in: storage)
            #expect(differences.lost == [])
            #expect(differences.doubled == [])
            #expect(journal.doneCount == 4 * Self.rounds)
            try await storage.close()
            try proxy.close()
        }
    }

    @Test func `a server killed as by a power cut serves on within ten seconds, and kept what it acknowledged`()
        async throws
    {
        let folder = "/tmp/xinglin-pg-\(UUID().uuidString.prefix(8))"
        let server = try await TestPostgres.script("start", folder)
        let outcome: Result<Void, any Error>
        do {
            outcome = .success(try await Self.killAndRestart(folder, server))
        } catch {
            outcome = .failure(error)
        }
        _ = try await TestPostgres.script("stop", folder)
        try outcome.get()
    }

    private static func killAndRestart(_ folder: String, _ server: String) async throws {
        let address = try TestPostgres.address(of: "postgres", on: server)
        let storage = try await PostgresStorage.open(address, keys: TestKeys())
        let clock = ContinuousClock()
        for round in 1...2 {
            let journal = Journal("round \(round) ")
            let longest = try await withThrowingTaskGroup(of: Duration.self) { group in
                group.addTask {
                    await journal.write(150, by: 16, to: storage)
                    return .zero
                }
                while journal.doneCount < 100 { await Task.yield() }
                _ = try await TestPostgres.script("kill", folder)
                #expect(await storage.isReady() == false)
                let killed = clock.now
                _ = try await TestPostgres.script("start", folder)
                while await !storage.isReady() { await Task.yield() }
                let away = clock.now - killed
                try await group.waitForAll()
                return away
            }
            #expect(longest < .seconds(30))
            #expect(journal.faults == [:])
            let differences = try await journal.differences(in: storage)
            #expect(differences.lost == [])
            #expect(journal.doneCount == 16 * 150)
            #expect(differences.doubled == [])
        }
        try await storage.close()
    }
}
