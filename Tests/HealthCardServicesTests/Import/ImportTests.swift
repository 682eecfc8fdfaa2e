import HealthCardDomain
import HealthCardServices
import TestSupport
import Testing

struct ImportTests {
    private static let tag = PopulationTag(trusted: "poverty-2026")
    private static let centre = Actor.account(TestRegion.centre)

    private static func file(_ kind: ImportKind = .residents, tag: PopulationTag? = tag) -> ImportFile {
        ImportFile(
            kind: kind,
            digest: [UInt8](repeating: 1, count: 32),
            bytes: 1_000,
            tag: tag,
            reading: "csv utf-8"
        )
    }

    private static func part(
        _ items: [ImportItem],
        from start: Int64 = 0,
        first: Int = 1,
        isLast: Bool = true
    ) -> ImportPart {
        let rows = items.enumerated().map { (number: first + $0.offset, item: $0.element) }
        return ImportPart(bytes: start..<start + 100, rows: rows, isLast: isLast)
    }

    private static func begin(
        _ file: ImportFile,
        in world: World,
        heldTo check: [UInt8]? = nil
    ) async throws -> ImportJob {
        let imports = world.services.imports
        let (id, known) = try await imports.find(file, anew: false)
        #expect(known == nil)
        return try await imports.begin(file, id: id, start: 0, heldTo: check, by: world.act(centre))
    }

    @Test func `people of a list get a card that waits, in the audit log and in nobody's looks`() async throws {
        let world = try await World()
        let known = try await world.register(1)
        let identities = try (1...3).map { try MadeUpResident.identity($0) }
        let part = Self.part(identities.map { .resident($0) } + [.resident(identities[2])])
        let job = try await Self.begin(Self.file(), in: world)
        let done = try await world.services.imports.take(part, into: job, by: world.act(Self.centre))
        #expect(done.counts.added == 2 && done.counts.unchanged == 1 && done.counts.repeated == 1)
        #expect(done.finishedAt != nil && done.nextByte == 100 && done.rejects.isEmpty)
        let kept = try await world.storage.read { try $0.cards.find(known.cardID) }
        #expect(kept?.status == .active)
        let person = try #require(
            try await world.storage.read { try $0.persons.find(document: identities[1].document) }
        )
        let card = try #require(try await world.storage.read { try $0.cards.find(of: person.id) })
        #expect(card.status == .preissued && card.channel == .batch)
        let entries = try await world.audit().filter { $0.operation == .cardPreissue }
        #expect(entries.count == 2 && entries.allSatisfy { $0.actor == TestRegion.centre.id.text && $0.shown.isEmpty })
        #expect(try await world.storage.read { try $0.audit.looks(at: person.id, before: nil, limit: 10) }.isEmpty)
        let coverage = try await world.services.imports.coverage(of: Self.tag)
        #expect(coverage.isReconciled && coverage.persons == 3 && coverage.claimed == 1)
    }

    @Test func `a waiting card shows no code, answers no scan, and is claimed by its proofed holder`() async throws {
        let world = try await World()
        let identity = try world.application(5).identity
        let job = try await Self.begin(Self.file(), in: world)
        let part = Self.part([.resident(identity)])
        _ = try await world.services.imports.take(part, into: job, by: world.act(Self.centre))
        let person = try #require(try await world.storage.read { try $0.persons.find(document: identity.document) })
        let card = try #require(try await world.storage.read { try $0.cards.find(of: person.id) })
        try await world.storage.write { try $0.cards.bind(card.id, to: TestRegion.app.id, at: world.clock.now) }
        await #expect { _ = try await world.services.codes.generate(.dynamic, of: card.id, by: world.act()) } throws: {
            ($0 as? RecordedRefusal)?.refusal as? CardRefusal == .notActive(was: .preissued)
        }
        let text = "\(card.id.text):1::"
        let scan = world.scan(text)
        await #expect { _ = try await world.services.scans.scan(scan, by: world.act()) } throws: { error in
            error is RecordedRefusal
        }
        let claimed = try await world.register(5)
        #expect(claimed.outcome == .existing && claimed.status == .active)
        #expect(claimed.personID == person.id && claimed.cardID == card.id)
        let after = try #require(try await world.storage.read { try $0.cards.find(card.id) })
        #expect(after.proofing?.verifier == "reader-1" && after.channel == .batch)
        #expect(try await world.services.imports.coverage(of: Self.tag).claimed == 1)
        _ = try await world.services.codes.generate(.dynamic, of: card.id, by: world.act())
    }

    @Test func `a row under another name is rejected alone, masked, and recorded`() async throws {
        let world = try await World()
        let known = try await world.register(1)
        let other = try MadeUpResident.identity(1, name: "李四")
        let part = Self.part([.resident(other), .resident(try MadeUpResident.identity(2))])
        let job = try await Self.begin(Self.file(), in: world)
        let done = try await world.services.imports.take(part, into: job, by: world.act(Self.centre))
        #expect(done.counts.rejected == 1 && done.counts.added == 1)
        let line = String(decoding: done.rejects, as: UTF8.self)
        #expect(line.hasPrefix("1,name,李*,person_name_differs,"))
        let entries = try await world.audit().filter { $0.outcome == ProblemCode.personNameDiffers.rawValue }
        #expect(entries.map(\.personID) == [known.personID])
    }

    @Test func `new, known, doubled and refused rows of one part keep their order and their rules`() async throws {
        let world = try await World()
        let known = try await world.register(1)
        let (first, other) = (try MadeUpResident.identity(2), try MadeUpResident.identity(3))
        let items: [ImportItem] = [
            .resident(first), .rejected(RowReject(.nul, row: 2)), .resident(try MadeUpResident.identity(1)),
            .resident(try MadeUpResident.identity(2, name: "李四")), .resident(first), .resident(other),
        ]
        let part = Self.part(items)
        let forecast = try await world.services.imports.foresee(part, tag: Self.tag, by: world.act(Self.centre))
        #expect(forecast.counts.rejected == 1 && forecast.counts.unchanged == 1)
        let job = try await Self.begin(Self.file(), in: world)
        let sealed = try world.services.imports.seal(part)
        let done = try await world.services.imports.take(sealed, into: job, by: world.act(Self.centre))
        let counts = done.counts
        #expect(counts.added == 2 && counts.unchanged == 1 && counts.repeated == 1 && counts.rejected == 2)
        let rejects = String(decoding: done.rejects, as: UTF8.self).split(separator: "\r\n")
        #expect(rejects.map { $0.prefix { $0 != "," } } == ["2", "4"])
        #expect(try await world.storage.read { try $0.figures.personCount() } == 3)
        let entries = try await world.audit().filter { $0.operation == .cardPreissue }
        #expect(entries.count { $0.outcome == AuditEntry.succeeded } == 2 && entries.count == 3)
        #expect(try await world.storage.read { try $0.cards.find(known.cardID) }?.status == .active)
        #expect(try await world.services.imports.coverage(of: Self.tag).isReconciled)
    }

    @Test func `a part counts once, whoever brings it again`() async throws {
        let world = try await World()
        let imports = world.services.imports
        let job = try await Self.begin(Self.file(), in: world)
        let part = Self.part([.resident(try MadeUpResident.identity(1))], isLast: false)
        let moved = try await imports.take(part, into: job, by: world.act(Self.centre))
        await #expect(throws: StorageConflict.jobMoved) {
            try await imports.take(part, into: job, by: world.act(Self.centre))
        }
        await #expect(throws: StorageConflict.jobMoved) {
            try await imports.take(part, into: moved, by: world.act(Self.centre))
        }
        #expect(try await imports.find(Self.file(), anew: false).job == moved)
        #expect(try await world.storage.read { try $0.figures.personCount() } == 1)
        let rest = Self.part([], from: 100)
        let done = try await imports.take(rest, into: moved, by: world.act(Self.centre))
        #expect(done.finishedAt != nil)
        let again = try await imports.find(Self.file(), anew: true)
        #expect(again.job == nil && again.id != done.id)
    }

    @Test func `a run is held to a report of the same file`() async throws {
        let world = try await World()
        let imports = world.services.imports
        let file = Self.file()
        let part = Self.part([.resident(try MadeUpResident.identity(1)), .rejected(RowReject(.nul, row: 2))])
        let forecast = try await imports.foresee(part, tag: nil, by: world.act(Self.centre))
        #expect(forecast.counts.added == 1 && forecast.counts.rejected == 1)
        #expect(try await world.storage.read { try $0.figures.personCount() } == 0)
        let (id, _) = try await imports.find(file, anew: false)
        let check = try await imports.keep("report", of: id, by: world.act(Self.centre))
        let other = Self.file(tag: nil)
        await #expect(throws: ImportRefusal.checkUnknown) {
            _ = try await Self.begin(other, in: world, heldTo: check.digest)
        }
        let job = try await Self.begin(file, in: world, heldTo: check.digest)
        #expect(job.checkedBy == TestRegion.centre.id)
    }

    @Test func `nobody but the card centre imports`() async throws {
        let world = try await World()
        let imports = world.services.imports
        await #expect(throws: AccessRefusal.callerUnknown) {
            try await imports.actor(OperatorID(trusted: "nobody"), for: .residents)
        }
        await #expect(throws: AccessRefusal.operationNotAllowed(.cardPreissue)) {
            try await imports.actor(TestRegion.clerk.id, for: .residents)
        }
        let job = try await Self.begin(Self.file(), in: world)
        await #expect(throws: AccessRefusal.operationNotAllowed(.cardPreissue)) {
            try await imports.take(Self.part([]), into: job, by: world.act())
        }
    }

    @Test func `an export is a look that each resident sees`() async throws {
        let world = try await World()
        let card = try await world.register(1)
        let page = try await world.services.exports.residents(after: nil, limit: 10, by: world.act(Self.centre))
        #expect(page.map(\.person.id) == [card.personID] && page.first?.card == .active)
        let looks = try await world.storage.read { try $0.audit.looks(at: card.personID, before: nil, limit: 10) }
        #expect(looks.map(\.operation) == [.registryExport])
        #expect(
            try await world.services.exports.residents(after: card.personID, limit: 10, by: world.act(Self.centre))
                .isEmpty
        )
    }
}
