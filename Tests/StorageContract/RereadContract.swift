import HealthCardDomain
import HealthCardServices
import Matching
import TestSupport
import Testing

/// Registrations that an earlier release read otherwise, on both engines.
struct RereadContract {
    private static let ambient = Ambient(now: { TestClock.start }, randomBytes: { [UInt8](repeating: 7, count: $0) })

    /// What another institution says that is found by a phone and a birth date, and says too little to be linked.
    private static func asked(_ person: Int) -> SourceFields { MadeUpRegistration.fields(person, at: 2) }

    /// Makes a version of a record what a release left that knew nothing of the person but a name, under no block of today.
    private static func age(_ version: SourceRecordVersion, _ index: IndexNumber, in storage: any Storage) async throws
    {
        try await storage.write { store in
            let record = MatchRecord(version.fields)
            try store.index.remove(store.index.blind(record.blockKeys), of: index)
            let before = MatchRecord(SourceFields(name: "旧名甲"))
            try store.sourceRecords.restate(version, as: before)
            try store.index.add(store.index.blind(before.blockKeys), of: index)
        }
    }

    private static func stored(_ version: SourceRecordVersion, in storage: any Storage) async throws -> MatchRecord {
        let reference = RecordReference(number: version.number, version: version.version)
        let rows = try await storage.read { try $0.sourceRecords.matching(of: [reference]) }
        return try MatchRecord(encoded: try #require(rows.first).encoded)
    }

    @Test(arguments: ContractDriver.allCases)
    func `what an earlier release read is read again, and its person found again`(driver: ContractDriver) async throws {
        try await driver.withStorage { storage in
            let service = IndexService(storage: storage, ambient: Self.ambient)
            var first: [RegistrationAnswer] = []
            for person in 1...150 {
                first.append(
                    try await service.register(MadeUpRegistration.fields(person), as: MadeUpRegistration.id(person))
                )
            }
            // One person came twice; both versions speak for it.
            var moved = MadeUpRegistration.fields(7)
            moved.phone = "13900000007"
            first[6] = try await service.register(moved, as: MadeUpRegistration.id(7))
            let untouched = try await service.reread()
            #expect(untouched.versions == 151 && untouched.changed == 0 && untouched.blocks == 0)

            let (mover, other) = (first[6], first[140])
            let links = try await storage.read { try $0.indexScan.links(ofRecords: 1...150) }
            var aged: [SourceRecordVersion] = []
            for answer in [mover, other] {
                let versions = try await storage.read { try $0.sourceRecords.versions(of: answer.record.number) }
                for version in versions { try await Self.age(version, answer.index, in: storage) }
                aged += versions
            }
            #expect(aged.count == 3)
            let again = IndexService(storage: storage, ambient: Self.ambient)
            let lost = try await again.register(Self.asked(141), as: MadeUpRegistration.id("lost", at: 2))
            #expect(lost.origin == .opened)

            let old = try await storage.write { store in
                try store.index.blind(MatchRecord(SourceFields(name: "旧名甲")).blockKeys)
            }
            let counts = try await again.reread()
            #expect(counts.versions == 152 && counts.changed == 3 && counts.blocks > 10)
            for version in aged {
                #expect(try await Self.stored(version, in: storage).encoded == MatchRecord(version.fields).encoded)
            }
            #expect(try await storage.read { try $0.index.blocks(of: mover.index, among: old) }.isEmpty)
            #expect(try await storage.read { try $0.indexScan.links(ofRecords: 1...150) } == links)
            let words = try await storage.read { try $0.sourceRecords.versions(of: mover.record.number) }
            #expect(words.map(\.fields.phone) == [MadeUpRegistration.fields(7).phone, "13900000007"])
            let done = try await again.reread()
            #expect(done.versions == 152 && done.changed == 0 && done.blocks == 0)

            let found = try await again.register(Self.asked(7), as: MadeUpRegistration.id("found", at: 2))
            #expect(found.origin == .matched && found.index == mover.index)
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `whom a release takes for nobody lies under no block any more`(driver: ContractDriver) async throws {
        try await driver.withStorage { storage in
            let service = IndexService(storage: storage, ambient: Self.ambient)
            let answer = try await service.register(
                SourceFields(name: "昏迷病人", phone: "13912340001", institution: "519900H01", registeredOn: "2026-09-22"),
                as: MadeUpRegistration.id(1)
            )
            let number = answer.record.number
            let version = try #require(try await storage.read { try $0.sourceRecords.newest(of: [number]) }.first)
            let before = MatchRecord(SourceFields(name: "昏迷仁", phone: "13912340001", registeredOn: "2026-09-22"))
            let blocks = try await storage.write { store in
                try store.sourceRecords.restate(version, as: before)
                let blocks = try store.index.blind(before.blockKeys)
                try store.index.add(blocks, of: answer.index)
                return blocks
            }
            #expect(!blocks.isEmpty)
            #expect(try await storage.read { try $0.sourceRecords.find(version.number) }?.provisional == nil)
            let counts = try await service.reread()
            #expect(counts.changed == 1)
            #expect(try await storage.read { try $0.index.blocks(of: answer.index, among: blocks) }.isEmpty)
            let kind = try await storage.read { try $0.sourceRecords.find(version.number) }?.provisional?.kind
            #expect(kind == .unidentified)
        }
    }
}
