import HealthCardDomain
import HealthCardServices
import Testing

struct ImportContract {
    private static let tag = PopulationTag(trusted: "poverty-2026")

    private static func job(_ draw: UInt8 = 1, nextByte: Int64 = 10) -> ImportJob {
        ImportJob(
            id: ImportFile(kind: .residents, digest: [draw], bytes: 1, tag: nil, reading: "").id(run: 1),
            kind: .residents,
            fileDigest: [UInt8](repeating: draw, count: 32),
            fileBytes: 1_000,
            tag: tag,
            operatorID: Sample.clerkID,
            checkedBy: nil,
            nextByte: nextByte,
            startedAt: Sample.instant,
            savedAt: Sample.instant
        )
    }

    @Test(arguments: ContractDriver.allCases)
    func `a run comes back as saved and moves from where it stands only`(driver: ContractDriver) async throws {
        try await driver.withRegion { storage in
            let begun = Self.job()
            try await storage.write { try $0.imports.add(begun) }
            #expect(try await storage.read { try $0.imports.job(begun.id) } == begun)
            #expect(try await storage.read { try $0.imports.job("other") } == nil)
            await #expect(throws: StorageConflict.jobMoved) { try await storage.write { try $0.imports.add(begun) } }
            var moved = begun
            moved.nextByte = 500
            (moved.counts.added, moved.counts.repeated, moved.counts.rejected) = (3, 1, 2)
            (moved.rejectsStart, moved.rejects) = (7, Array("一行\r\n".utf8))
            moved.finishedAt = Sample.after(milliseconds: 5)
            let saved = moved
            await #expect(throws: StorageConflict.jobMoved) {
                try await storage.write { try $0.imports.save(saved, from: 11) }
            }
            try await storage.write { try $0.imports.save(saved, from: 10) }
            #expect(try await storage.read { try $0.imports.job(begun.id) } == saved)
            // A finished run stays as it is.
            await #expect(throws: StorageConflict.jobMoved) {
                try await storage.write { try $0.imports.save(saved, from: 500) }
            }
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `a check is kept once, under its digest`(driver: ContractDriver) async throws {
        try await driver.withRegion { storage in
            let check = ImportCheck(
                digest: [UInt8](repeating: 9, count: 32),
                jobID: Self.job().id,
                operatorID: Sample.clerkID,
                report: "报告",
                checkedAt: Sample.instant
            )
            try await storage.write { store in
                try store.imports.add(check)
                try store.imports.add(check)
            }
            #expect(try await storage.read { try $0.imports.check(check.digest) } == check)
            #expect(try await storage.read { try $0.imports.check([1]) } == nil)
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `a population counts each person once, by the state of the card`(driver: ContractDriver) async throws {
        try await driver.withRegion { storage in
            let people = try (1...3).map { Sample.person(try Sample.identity(sequence: $0)) }
            try await storage.write { store in
                var job = Self.job()
                try store.imports.add(job)
                for person in people {
                    try store.persons.add(person)
                    #expect(try store.imports.tag(person.id, as: Self.tag, by: job.id) == nil)
                    #expect(try store.imports.tag(person.id, as: Self.tag, by: "another") == job.id)
                }
                for person in people.dropLast() {
                    let id = CardID(randomBytes: Sample.randomBytes(32))
                    try store.cards.add(Card(preissuing: id, to: person.id, at: Sample.instant))
                }
                try store.cards.add(Sample.card(of: people[2].id))
                (job.counts.added, job.counts.unchanged, job.counts.repeated, job.counts.rejected) = (2, 1, 3, 4)
                try store.imports.save(job, from: 10)
            }
            let coverage = try await storage.read { try $0.imports.coverage(of: Self.tag) }
            #expect(coverage.cards == [.preissued: 2, .active: 1])
            #expect(coverage.listed.rows == 10 && coverage.persons == 3 && coverage.claimed == 1)
            #expect(coverage.isReconciled)
            #expect(try await storage.read { try $0.imports.tags() } == [Self.tag])
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `a card made in advance has no proofing until it is claimed`(driver: ContractDriver) async throws {
        try await driver.withRegion { storage in
            let person = Sample.person(try Sample.identity())
            let made = Card(preissuing: CardID(randomBytes: Sample.randomBytes(32)), to: person.id, at: Sample.instant)
            try await storage.write { store in
                try store.persons.add(person)
                try store.cards.add(made)
            }
            #expect(try await storage.read { try $0.cards.find(made.id) } == made)
            #expect(try await storage.read { try $0.figures.cardCounts() } == [.preissued: 1])
            var claimed = made
            let proofing = try Proofing(recorded: .staffChecked, verifier: "clerk-1", verifiedAt: Sample.instant)
            try claimed.restore(proofing: proofing, at: Sample.after(milliseconds: 1))
            let saved = claimed
            try await storage.write { try $0.cards.save(saved) }
            #expect(try await storage.read { try $0.cards.find(of: person.id) } == saved)
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `a patient number leads to its person and back, and to nobody else`(driver: ContractDriver) async throws {
        try await driver.withRegion { storage in
            let people = try (1...2).map { Sample.person(try Sample.identity(sequence: $0)) }
            let number = try #require(PatientID("P-0001"))
            let index = PatientIndex(
                institution: Sample.institutionCode,
                patientID: number,
                personID: people[0].id
            )
            try await storage.write { store in
                for person in people { try store.persons.add(person) }
                try store.patientIndexes.add(index, at: Sample.instant)
            }
            try await storage.read { store throws in
                #expect(try store.patientIndexes.person(number, of: Sample.institutionCode) == people[0].id)
                #expect(try store.patientIndexes.person(number, of: InstitutionCode(trusted: "other")) == nil)
                let other = try #require(PatientID("P-0002"))
                #expect(try store.patientIndexes.person(other, of: Sample.institutionCode) == nil)
                #expect(try store.patientIndexes.indexes(of: people[0].id) == [index])
                #expect(try store.patientIndexes.indexes(of: people[1].id).isEmpty)
                let page = try store.patientIndexes.page(of: Sample.institutionCode, after: [], limit: 10)
                #expect(page.map(\.1) == [index])
                let last = try #require(page.last?.place)
                #expect(try store.patientIndexes.page(of: Sample.institutionCode, after: last, limit: 10).isEmpty)
            }
            let taken = PatientIndex(institution: Sample.institutionCode, patientID: number, personID: people[1].id)
            await #expect(throws: StorageConflict.indexTaken) {
                try await storage.write { try $0.patientIndexes.add(taken, at: Sample.instant) }
            }
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `pages of persons, institutions and terminals have everyone once`(driver: ContractDriver) async throws {
        try await driver.withRegion { storage in
            let people = try (1...7).map { Sample.person(try Sample.identity(sequence: $0)) }
            try await storage.write { store in for person in people { try store.persons.add(person) } }
            try await storage.read { store throws in
                var found: [PersonID] = []
                while true {
                    let page = try store.persons.page(after: found.last, limit: 3)
                    if page.isEmpty { break }
                    found += page.map(\.id)
                }
                #expect(found == people.map(\.id).sorted())
                #expect(try store.access.institutions(after: nil, limit: 5) == [Sample.institution])
                #expect(try store.access.institutions(after: Sample.institutionCode, limit: 5).isEmpty)
                #expect(try store.access.terminals(after: nil, limit: 5) == [Sample.terminal])
                #expect(try store.access.terminals(after: Sample.terminalCode, limit: 5).isEmpty)
            }
        }
    }
}
