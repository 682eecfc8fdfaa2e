import Foundation
import HealthCardDomain
import HealthCardServices
import Matching
import TestSupport
import Testing

/// What both engines promise about registrations that do not say who the person is.
struct ConversionContract {
    private static let authority = AssigningAuthority(trusted: "H1")

    private static func fields(_ name: String) -> SourceFields {
        var fields = MadeUpRegistration.fields(1)
        (fields.name, fields.idType, fields.idNumber) = (name, "", "")
        return fields
    }

    /// Registers a record under an index of its own.
    private static func add(
        _ name: String,
        as localID: String,
        at instant: Date,
        in storage: any Storage
    ) async throws -> (id: SourceRecordID, index: IndexNumber) {
        let id = try MadeUpRegistration.id(localID)
        var fields = fields(name)
        fields.localID = localID
        let sealed = try storage.seal(fields, as: id)
        let index = try await storage.write { store in
            let record = try store.sourceRecords.add(sealed, replacing: nil, at: instant)
            let index = try store.index.open(for: record.number, at: instant)
            try store.index.add(link(record, index))
            return index
        }
        return (id, index)
    }

    private static func link(_ record: RecordReference, _ index: IndexNumber) -> Link {
        Link(
            record: record,
            firstVersion: 1,
            number: 1,
            index: index,
            origin: .opened,
            decidedBy: nil,
            reasons: DecisionReasons(model: "m", text: "nobody"),
            validFrom: Sample.instant
        )
    }

    private static func overdue(_ storage: any Storage, until instant: Date) async throws -> [OverdueRecord] {
        let since = Dictionary(uniqueKeysWithValues: PersonKind.provisional.map { ($0, instant) })
        return try await storage.read {
            try $0.indexQuality.overdue(of: authority, since: since, after: nil, limit: 10)
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `a record waits since it became what it is, until it says more or is taken back`(
        driver: ContractDriver
    ) async throws {
        try await driver.withStorage { storage in
            func revise(_ id: SourceRecordID, _ name: String, later milliseconds: Int) async throws {
                let known = try #require(try await storage.read { try $0.sourceRecords.find(id) })
                var fields = Self.fields(name)
                (fields.localID, fields.address) = (id.localID.value.exposed, "杏林市\(milliseconds)号")
                let sealed = try storage.seal(fields, as: id)
                _ = try await storage.write {
                    try $0.sourceRecords.revise(known, to: sealed, at: Sample.after(milliseconds: milliseconds))
                }
            }
            let (child, index) = try await Self.add("王芳之女", as: "B", at: Sample.instant, in: storage)
            let (stranger, _) = try await Self.add("无名氏", as: "U", at: Sample.after(milliseconds: 5), in: storage)
            _ = try await Self.add(MadeUpRegistration.name(1), as: "P", at: Sample.instant, in: storage)
            let late = Sample.after(milliseconds: 1_000)
            let both = try await Self.overdue(storage, until: late)
            #expect(both.map(\.id) == [child, stranger] && both.first?.index == index)
            #expect(both.map(\.kind) == [.newborn, .unidentified])
            #expect(try await Self.overdue(storage, until: Sample.instant).map(\.id) == [child])
            try await revise(child, "王芳之女", later: 10)
            let again = try await Self.overdue(storage, until: late)
            #expect(again.map(\.version) == [2, 1] && again.first?.since == Sample.instant)
            try await revise(stranger, "临时患者", later: 20)
            #expect(try await Self.overdue(storage, until: late).last?.since == Sample.after(milliseconds: 20))
            #expect(try await storage.read { try $0.sourceRecords.find(stranger) }?.provisional?.kind == .temporary)
            try await revise(child, "陈小雨", later: 30)
            #expect(try await storage.read { try $0.sourceRecords.find(child) }?.provisional == nil)
            #expect(try await Self.overdue(storage, until: late).map(\.id) == [stranger])
            let known = try #require(try await storage.read { try $0.sourceRecords.find(stranger) })
            try await storage.write { try $0.sourceRecords.withdraw(known, at: late) }
            #expect(try await Self.overdue(storage, until: late).isEmpty)
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `whoever is named by another record of the person waits for nobody`(driver: ContractDriver) async throws {
        try await driver.withStorage { storage in
            let (_, first) = try await Self.add("王芳之女", as: "B", at: Sample.instant, in: storage)
            let (_, second) = try await Self.add("王芳之女", as: "C", at: Sample.instant, in: storage)
            let (_, named) = try await Self.add("陈小雨", as: "P", at: Sample.instant, in: storage)
            func count(_ limit: Int = 10) async throws -> Int {
                try await storage.read { store in
                    try store.indexQuality.overdueCounts(of: .newborn, since: Sample.instant, limit: limit)
                        .filter { $0.authority == Self.authority }.reduce(0) { $0 + $1.count }
                }
            }
            #expect(try await count() == 2)
            #expect(try await count(1) == 1)
            try await storage.write { try $0.index.redirect(second, into: first, survivor: first) }
            #expect(try await count() == 2)
            try await storage.write { try $0.index.redirect(named, into: first, survivor: first) }
            #expect(try await count() == 0)
            try await storage.write { try $0.index.restore(named, with: []) }
            #expect(try await count() == 2)
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `a newborn that the engine knows again by its local id is converted, and subscribers are told`(
        driver: ContractDriver
    ) async throws {
        try await driver.withStorage { storage in
            let ambient = Ambient(now: { TestClock.start }, randomBytes: { [UInt8](repeating: 7, count: $0) })
            let service = IndexService(storage: storage, ambient: ambient)
            try await storage.write { try $0.subscriptions.subscribe(Self.authority, at: Sample.instant) }
            let id = try MadeUpRegistration.id("B")
            var fields = Self.fields("王芳之女")
            (fields.sex, fields.birthDate, fields.registeredOn) = ("2", "2026-09-20", "2026-09-21")
            fields.localID = "B"
            let born = try await service.register(fields, as: id)
            (fields.name, fields.registeredOn) = ("陈小雨", "2026-10-20")
            #expect(try await service.register(fields, as: id).index == born.index)
            let events = try await service.history(of: born.index).events
            #expect(events.map(\.kind) == [.create, .convert])
            let told = try await storage.write { store in
                _ = try store.subscriptions.number(Self.authority, limit: 10)
                return try store.subscriptions.events(of: Self.authority, after: 0, limit: 10)
            }
            #expect(told.map(\.event) == events)
            #expect(try await service.why(id).reasons.explanation?.rule == .newborn)
        }
    }
}
