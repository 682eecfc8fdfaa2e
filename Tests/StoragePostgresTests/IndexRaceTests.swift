import HealthCardDomain
import HealthCardServices
import Matching
import StoragePostgres
import TestSupport
import Testing

/// Two nodes that register at one moment: the reading of blocks must meet the other's writing of them.
struct IndexRaceTests {
    private static func node(_ address: PostgresAddress) async throws -> (PostgresStorage, IndexService) {
        let storage = try await PostgresStorage.open(address, keys: TestKeys(), migrating: false)
        let ambient = Ambient(now: { TestClock.start }, randomBytes: { [UInt8](repeating: 7, count: $0) })
        return (storage, IndexService(storage: storage, ambient: ambient))
    }

    @Test func `100 identical registrations at once on two nodes are one index`() async throws {
        try await TestPostgres.withDatabase { address in
            let nodes = [try await Self.node(address), try await Self.node(address)]
            let indexes = try await withThrowingTaskGroup(of: IndexNumber.self) { group in
                for institution in 1...100 {
                    let service = nodes[institution % 2].1
                    group.addTask {
                        let id = try MadeUpRegistration.id(1, at: institution)
                        return try await service.register(MadeUpRegistration.fields(1, at: institution), as: id).index
                    }
                }
                return try await group.reduce(into: Set<IndexNumber>()) { $0.insert($1) }
            }
            #expect(indexes.count == 1)
            let links = try await TestPostgres.run(
                "SELECT count(*) FROM index_links WHERE valid_until IS NULL",
                in: address
            )
            #expect(links == ["100"])
            for (storage, _) in nodes { try await storage.close() }
        }
    }

    @Test func `one local id at once on two nodes is one record`() async throws {
        try await TestPostgres.withDatabase { address in
            let nodes = [try await Self.node(address), try await Self.node(address)]
            let id = try MadeUpRegistration.id(1)
            let answers = try await withThrowingTaskGroup(of: RegistrationAnswer.self) { group in
                for number in 0..<40 {
                    let service = nodes[number % 2].1
                    group.addTask { try await service.register(MadeUpRegistration.fields(1), as: id) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(answers.map(\.record)).count == 1)
            #expect(Set(answers.map(\.index)).count == 1)
            for (storage, _) in nodes { try await storage.close() }
        }
    }
}
