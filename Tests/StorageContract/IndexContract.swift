import HealthCardDomain
import HealthCardServices
import Matching
import Storage
import TestSupport
import Testing

/// What both engines promise about the tables of the main index.
struct IndexContract {
    private static let reviewer = OperatorID(trusted: "R1")

    private static func sealed(
        _ person: Int,
        at institution: Int = 1,
        in storage: any Storage
    ) throws -> SealedSourceRecord {
        try storage.seal(
            MadeUpRegistration.fields(person, at: institution),
            as: MadeUpRegistration.id(person, at: institution)
        )
    }

    private static func link(_ record: RecordReference, _ index: IndexNumber, number: Int = 1) -> Link {
        Link(
            record: record,
            firstVersion: 1,
            number: number,
            index: index,
            origin: .matched,
            decidedBy: nil,
            reasons: DecisionReasons(model: "m", text: "rule own-number\nweight 12"),
            validFrom: Sample.instant
        )
    }

    @Test(arguments: ContractDriver.allCases)
    func `a record comes back as typed, version by version`(driver: ContractDriver) async throws {
        try await driver.withStorage { storage in
            let first = try Self.sealed(1, in: storage)
            var changed = first.fields
            changed.phone = "13900000000"
            let next = try storage.seal(changed, as: first.id)
            let record = try await storage.write { try $0.sourceRecords.add(first, replacing: nil, at: Sample.instant) }
            #expect(record.version == 1)
            await #expect(throws: StorageConflict.recordTaken) {
                try await storage.write { try $0.sourceRecords.add(first, replacing: nil, at: Sample.instant) }
            }
            let known = try #require(try await storage.read { try $0.sourceRecords.find(first.id) })
            let second = try await storage.write {
                try $0.sourceRecords.revise(known, to: next, at: Sample.after(milliseconds: 5))
            }
            await #expect(throws: StorageConflict.versionMoved) {
                try await storage.write { try $0.sourceRecords.revise(known, to: next, at: Sample.instant) }
            }
            let versions = try await storage.read { try $0.sourceRecords.versions(of: record.number) }
            #expect(versions.map(\.fields) == [first.fields, changed])
            #expect(versions.map(\.registeredAt) == [Sample.instant, Sample.after(milliseconds: 5)])
            let encoded = try await storage.read { store in
                try store.sourceRecords.matching(of: [record, second]).map { try MatchRecord(encoded: $0.encoded) }
            }
            #expect(encoded.contains(first.record) && encoded.contains(next.record))
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `a record is withdrawn and brought back once, and keeps its place`(driver: ContractDriver) async throws {
        try await driver.withStorage { storage in
            let sealed = try Self.sealed(1, in: storage)
            _ = try await storage.write { try $0.sourceRecords.add(sealed, replacing: nil, at: Sample.instant) }
            let known = try #require(try await storage.read { try $0.sourceRecords.find(sealed.id) })
            #expect(!known.isWithdrawn && known.mergedInto == nil)
            await #expect(throws: StorageConflict.versionMoved) {
                try await storage.write { try $0.sourceRecords.bringBack(known) }
            }
            try await storage.write { try $0.sourceRecords.withdraw(known, at: Sample.instant) }
            #expect(try await storage.read { try $0.sourceRecords.find(sealed.id) }?.isWithdrawn == true)
            await #expect(throws: StorageConflict.versionMoved) {
                try await storage.write { try $0.sourceRecords.withdraw(known, at: Sample.instant) }
            }
            await #expect(throws: StorageConflict.recordTaken) {
                try await storage.write { try $0.sourceRecords.add(sealed, replacing: nil, at: Sample.instant) }
            }
            try await storage.write { try $0.sourceRecords.bringBack(known) }
            #expect(try await storage.read { try $0.sourceRecords.find(sealed.id) } == known)
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `a record is merged into one other, and a sealing inside is one outside`(driver: ContractDriver) async throws {
        try await driver.withStorage { storage in
            let (one, other) = (try Self.sealed(1, in: storage), try Self.sealed(2, in: storage))
            let (first, second) = try await storage.write { store in
                (
                    try store.sourceRecords.add(one, replacing: nil, at: Sample.instant).number,
                    try store.sourceRecords.add(other, replacing: nil, at: Sample.instant).number
                )
            }
            try await storage.write { try $0.sourceRecords.merge(first, into: second) }
            #expect(try await storage.read { try $0.sourceRecords.find(one.id) }?.mergedInto == second)
            #expect(try await storage.read { try $0.sourceRecords.newest(of: [first]) }.map(\.mergedInto) == [second])
            await #expect(throws: StorageConflict.versionMoved) {
                try await storage.write { try $0.sourceRecords.merge(first, into: second) }
            }
            try await storage.write { try $0.sourceRecords.unmerge(first) }
            #expect(try await storage.read { try $0.sourceRecords.find(one.id) }?.mergedInto == nil)
            let inside = try await storage.read { try $0.sourceRecords.seal(one.fields, as: one.id) }
            #expect((inside.place, inside.blocks, inside.record) == (one.place, one.blocks, one.record))
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `a local id has one live record, and the one before it stays`(driver: ContractDriver) async throws {
        try await driver.withStorage { storage in
            let sealed = try Self.sealed(1, in: storage)
            let old = try await storage.write { try $0.sourceRecords.add(sealed, replacing: nil, at: Sample.instant) }
            let known = try #require(try await storage.read { try $0.sourceRecords.find(sealed.id) })
            let new = try await storage.write {
                try $0.sourceRecords.add(sealed, replacing: known, at: Sample.instant)
            }
            #expect(new.number != old.number && new.version == 2)
            #expect(try await storage.read { try $0.sourceRecords.find(sealed.id) }?.number == new.number)
            let both = try await storage.read { try $0.sourceRecords.newest(of: [old.number, new.number]) }
            #expect(both.map(\.fields) == [sealed.fields, sealed.fields])
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `a record has one live link`(driver: ContractDriver) async throws {
        try await driver.withStorage { storage in
            let sealed = try Self.sealed(1, in: storage)
            let (record, index) = try await storage.write { store in
                let record = try store.sourceRecords.add(sealed, replacing: nil, at: Sample.instant)
                return (record, try store.index.open(for: record.number, at: Sample.instant))
            }
            let link = Self.link(record, index)
            try await storage.write { try $0.index.add(link) }
            #expect(try await storage.read { try $0.index.link(of: record.number) } == link)
            await #expect(throws: StorageConflict.linkTaken) {
                try await storage.write { try $0.index.add(Self.link(record, index, number: 2)) }
            }
            try await storage.write { try $0.index.end(link, at: Sample.after(milliseconds: 1)) }
            await #expect(throws: StorageConflict.linkTaken) {
                try await storage.write { try $0.index.end(link, at: Sample.instant) }
            }
            #expect(try await storage.read { try $0.index.link(of: record.number) } == nil)
            #expect(try await storage.read { try $0.index.links(of: record.number) }.map(\.reasons) == [link.reasons])
            #expect(
                try await storage.read { try $0.index.newestLink(of: record.number) }?.validUntil
                    == Sample.after(milliseconds: 1)
            )
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `blocks give their members up to one more than the cap`(driver: ContractDriver) async throws {
        try await driver.withStorage { storage in
            let sealed = try Self.sealed(1, in: storage)
            let indexes = try await storage.write { store in
                let record = try store.sourceRecords.add(sealed, replacing: nil, at: Sample.instant)
                return try (0..<30).map { _ in
                    let index = try store.index.open(for: record.number, at: Sample.instant)
                    try store.index.add([-5, 7], of: index)
                    try store.index.add([-5], of: index)
                    return index
                }
            }
            let blocks = (0..<26).map { BlindBlock(number: $0 == 25 ? -5 : Int64(100 + $0), kind: .number, cap: $0) }
            let members = try await storage.read { try $0.index.members(under: blocks) }
            #expect(members.map(\.position) == Array(repeating: 25, count: 26))
            #expect(members.map(\.member) == Array(indexes.prefix(26)))
            try await storage.write { store in for index in indexes { try store.index.remove([-5], of: index) } }
            #expect(try await storage.read { try $0.index.members(under: blocks) }.isEmpty)
            #expect(try await storage.read { try $0.index.personCount() } == 16)
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `a transaction tells what it changed, and its events are the newest`(driver: ContractDriver) async throws {
        try await driver.withStorage { storage in
            let sealed = try Self.sealed(1, in: storage)
            #expect(try await storage.read { try $0.index.lastEvent() } == 0)
            let (index, changed) = try await storage.write { store in
                #expect(store.index.changes.set.blocks.isEmpty && store.index.changes.set.indexes.isEmpty)
                let record = try store.sourceRecords.add(sealed, replacing: nil, at: Sample.instant)
                let index = try store.index.open(for: record.number, at: Sample.instant)
                try store.index.add([-5, 7], of: index)
                try store.index.remove([8], of: index)
                return (index, store.index.changes.set)
            }
            #expect(changed.blocks == [-5, 7, 8] && changed.indexes == [index] && changed.redirected.isEmpty)
            let first = try await storage.read { try $0.index.lastEvent() }
            let noted = try await storage.write { store in
                try store.index.note(.update, of: index, record: nil, other: nil, at: Sample.instant)
                return store.index.changes.set
            }
            #expect(noted.indexes == [index] && noted.redirected.isEmpty)
            #expect(try await storage.read { try $0.index.lastEvent() } == first + 1)
            for kind in [IndexEventKind.merge, .unmerge] {
                let redirected = try await storage.write { store in
                    try store.index.note(kind, of: index, record: nil, other: nil, at: Sample.instant)
                    return store.index.changes.set
                }
                #expect(redirected.indexes == [index] && redirected.redirected == [index])
            }
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `a link to a record that is not there leaves nothing of its transaction`(driver: ContractDriver) async throws {
        try await driver.withStorage { storage in
            let sealed = try Self.sealed(1, in: storage)
            let index = try await storage.write { store in
                let record = try store.sourceRecords.add(sealed, replacing: nil, at: Sample.instant)
                return try store.index.open(for: record.number, at: Sample.instant)
            }
            let before = try await storage.read { try $0.index.lastEvent() }
            let nobody = RecordReference(number: SourceRecordNumber(trusted: 1_000_000), version: 1)
            // Alone, and with a statement after it.
            for isLooking in [false, true] {
                await #expect(throws: StorageFault.self) {
                    try await storage.write { store in
                        try store.index.note(.update, of: index, record: nil, other: nil, at: Sample.instant)
                        try store.index.add(Self.link(nobody, index))
                        if isLooking { _ = try store.index.find(index) }
                    }
                }
                #expect(try await storage.read { try $0.index.lastEvent() } == before)
                #expect(try await storage.read { try $0.index.find(index) }?.version == 1)
            }
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `lists of every length are looked up whole`(driver: ContractDriver) async throws {
        try await driver.withStorage { storage in
            let sealed = try (1...40).map { try Self.sealed($0, in: storage) }
            let records = try await storage.write { store in
                try sealed.map { sealed in
                    let record = try store.sourceRecords.add(sealed, replacing: nil, at: Sample.instant)
                    try store.index.add(Self.link(record, store.index.open(for: record.number, at: Sample.instant)))
                    return record
                }
            }
            for count in 0...40 {
                let part = Array(records.prefix(count))
                let matching = try await storage.read { try $0.sourceRecords.matching(of: part) }
                #expect(Set(matching.map(\.record)) == Set(part) && matching.count == count)
                let links = try await storage.read { store in
                    let indexes = try part.compactMap { try store.index.link(of: $0.number)?.index }
                    return try store.index.liveLinks(of: indexes, limit: 10)
                }
                #expect(links.map(\.record) == part)
            }
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `a redirect leads on, and a restored index stands for itself`(driver: ContractDriver) async throws {
        try await driver.withStorage { storage in
            let sealed = try Self.sealed(1, in: storage)
            let all = try await storage.write { store in
                let record = try store.sourceRecords.add(sealed, replacing: nil, at: Sample.instant)
                return try (0..<3).map { _ in try store.index.open(for: record.number, at: Sample.instant) }
            }
            try await storage.write { store in
                try store.index.redirect(all[2], into: all[1], survivor: all[1])
                try store.index.redirect(all[1], into: all[0], survivor: all[0])
            }
            let found = try await storage.read { store in try all.map { try store.index.find($0)?.survivor } }
            #expect(found == [all[0], all[0], all[0]])
            #expect(try await storage.read { try $0.index.members(of: all[0]).map(\.number) } == [all[1], all[2]])
            let redirects = try await storage.read { try $0.index.redirects(after: nil, limit: 10) }
            #expect(redirects.map(\.index) == [all[1], all[2]])
            try await storage.write { try $0.index.restore(all[1], with: [all[2]]) }
            #expect(try await storage.read { try $0.index.find(all[2])?.survivor } == all[1])
            #expect(try await storage.read { try $0.index.find(all[1])?.survivor } == all[1])
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `apart pairs and reviews are kept once and found from both sides`(driver: ContractDriver) async throws {
        try await driver.withStorage { storage in
            let sealed = try Self.sealed(1, in: storage)
            let (record, all) = try await storage.write { store in
                let record = try store.sourceRecords.add(sealed, replacing: nil, at: Sample.instant)
                return (record, try (0..<3).map { _ in try store.index.open(for: record.number, at: Sample.instant) })
            }
            try await storage.write { store in
                try store.indexReviews.holdApart(all[1], all[0], by: Self.reviewer, at: Sample.instant)
                try store.indexReviews.holdApart(all[0], all[1], by: Self.reviewer, at: Sample.instant)
                try store.index.redirect(all[2], into: all[1], survivor: all[1])
            }
            #expect(try await storage.read { try $0.indexReviews.apart(among: [all[0], all[1]]) }.count == 1)
            #expect(try await storage.read { try $0.indexReviews.apart(from: all[1]) } == [all[0]])
            let review = IndexReview(
                between: all[2],
                and: all[0],
                record: record.number,
                otherRecord: record.number,
                weight: 9_500,
                probability: 700_000,
                expectedYield: 1_400_000,
                reasons: DecisionReasons(model: "m", text: "name 同音"),
                openedAt: Sample.instant
            )
            let id = try await storage.write { try $0.indexReviews.add(review) }
            let found = try #require(try await storage.read { try $0.indexReviews.find(id) })
            #expect(found.reasons == review.reasons && found.lower == all[0] && found.higher == all[2])
            #expect(try await storage.read { try $0.reviewQueue.counts().openCount } == 1)
            #expect(try await storage.read { try $0.indexReviews.undecided(naming: [all[2]]) } == [found])
            // The third index was merged into the second.
            for (person, reviews) in [(all[0], [found]), (all[1], [found])] {
                #expect(try await storage.read { try $0.indexReviews.open(about: person) } == reviews)
            }
            try await storage.write { try $0.indexReviews.save(.settled, of: id) }
            #expect(try await storage.read { try $0.indexReviews.open(about: all[0]) } == [])
            try await storage.write { try $0.indexReviews.save(.open, of: id) }
            try await storage.write {
                try $0.indexReviews.decide(found, .notSame, by: Self.reviewer, at: Sample.instant)
            }
            #expect(try await storage.read { try $0.reviewQueue.counts().openCount } == 0)
            let gone = try await storage.write {
                try $0.indexReviews.withdrawApart(all[1], all[0], by: Self.reviewer, at: Sample.instant)
            }
            #expect(gone == 1)
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `the service registers, merges and takes back alike`(driver: ContractDriver) async throws {
        try await driver.withStorage { storage in
            let clock = TestClock()
            let ambient = Ambient(now: { clock.now }, randomBytes: { [UInt8](repeating: 7, count: $0) })
            let service = IndexService(storage: storage, ambient: ambient)
            func register(_ person: Int, at institution: Int) async throws -> IndexNumber {
                clock.advance(by: 1)
                let fields = MadeUpRegistration.fields(person, at: institution)
                return try await service.register(fields, as: MadeUpRegistration.id(person, at: institution)).index
            }
            let first = try await register(1, at: 1)
            #expect(try await register(1, at: 2) == first)
            let other = try await register(2, at: 1)
            let before = try await service.person(other)
            try await service.merge(other, into: first, by: Self.reviewer)
            #expect(try await service.person(other).links.count == 3)
            try await service.unmerge(other, by: Self.reviewer)
            let after = try await service.person(other)
            #expect(after.links == before.links && after.golden == before.golden && after.merged.isEmpty)
            let alone = try await service.unlink(MadeUpRegistration.id(1, at: 2), by: Self.reviewer)
            #expect(try await service.index(of: MadeUpRegistration.id(1, at: 2)) == alone)
            #expect(
                try await service.history(of: first).events.map(\.kind) == [
                    .create, .link, .merge, .unmerge, .unlink,
                ]
            )
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `sealing anew leaves nothing of the index under the old key`(driver: ContractDriver) async throws {
        let keys = try TestKeys()
        try await driver.withStorage(keys: keys) { storage in
            let ambient = Ambient(now: { TestClock.start }, randomBytes: { [UInt8](repeating: 7, count: $0) })
            let service = IndexService(storage: storage, ambient: ambient)
            let id = try MadeUpRegistration.id(1)
            let first = try await service.register(MadeUpRegistration.fields(1), as: id)
            var changed = MadeUpRegistration.fields(1)
            changed.phone = "13900000000"
            _ = try await service.register(changed, as: id)
            let other = try await service.register(MadeUpRegistration.fields(2), as: MadeUpRegistration.id(2))
            try await storage.write { store in
                let review = IndexReview(
                    between: first.index,
                    and: other.index,
                    record: first.record.number,
                    otherRecord: other.record.number,
                    weight: 1,
                    probability: 1,
                    expectedYield: 1,
                    reasons: DecisionReasons(model: "m", text: "t"),
                    openedAt: Sample.instant
                )
                _ = try store.indexReviews.add(review)
            }
            try await service.merge(other.index, into: first.index, by: Self.reviewer)
            let before = try await service.person(first.index)
            let (versions, history) = (
                try await service.history(of: id), try await service.history(of: first.index)
            )
            try keys.rotateColumns()
            // Two records, a version before, three links, a merge and a review.
            #expect(try await storage.read { try $0.keys.rewrapCount() } == 8)
            #expect(try await storage.write { try $0.keys.rewrap(limit: 100) } == 8)
            #expect(try await storage.read { try $0.keys.rewrapCount() } == 0)
            #expect(try await storage.read { try $0.keys.sealedCount(.column, version: 2) } == 8)
            keys.destroyColumns(version: 1)
            #expect(try await service.person(first.index) == before)
            #expect(try await service.history(of: id) == versions)
            #expect(try await service.history(of: first.index) == history)
        }
    }
}
