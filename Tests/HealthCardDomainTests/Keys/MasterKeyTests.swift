import Foundation
import HealthCardDomain
import Testing

struct MasterKeyTests {
    private static let made = Date(timeIntervalSince1970: 1_790_040_800)
    private static let later = made.addingTimeInterval(60)
    private static let end = made.addingTimeInterval(366 * 86_400)

    /// What is asked of a key; every pair with a state stands in `table`.
    enum Request: String, CaseIterable, Sendable {
        case activate, archive, destroy
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let from: MasterKey.State
        let request: Request
        /// The state afterwards; `nil` where the step is refused.
        let becomes: MasterKey.State?

        init(_ from: MasterKey.State, _ request: Request, _ becomes: MasterKey.State?) {
            (self.from, self.request, self.becomes) = (from, request, becomes)
        }

        var testDescription: String { "\(from) \(request)" }
    }

    static let table: [Row] = [
        Row(.generated, .activate, .active), Row(.generated, .archive, nil), Row(.generated, .destroy, .destroyed),
        Row(.active, .activate, nil), Row(.active, .archive, .archived), Row(.active, .destroy, nil),
        Row(.archived, .activate, nil), Row(.archived, .archive, nil), Row(.archived, .destroy, .destroyed),
        Row(.destroyed, .activate, nil), Row(.destroyed, .archive, nil), Row(.destroyed, .destroy, nil),
    ]

    private static func key(_ state: MasterKey.State) throws -> MasterKey {
        MasterKey(
            purpose: .column,
            region: try #require(RegionCode("519900")),
            version: 3,
            state: state,
            generatedAt: made,
            activatedAt: state == .generated ? nil : made,
            archivedAt: nil,
            destroyedAt: nil,
            validUntil: end
        )
    }

    private static func apply(_ request: Request, to key: inout MasterKey, at instant: Date) throws(KeyRefusal) {
        switch request {
        case .activate: try key.activate(at: instant)
        case .archive: try key.archive(at: instant)
        case .destroy: try key.destroy(at: instant)
        }
    }

    @Test(arguments: table)
    func `each step is taken or refused as the table says`(row: Row) throws {
        var key = try Self.key(row.from)
        let before = key
        guard let becomes = row.becomes else {
            #expect(throws: KeyRefusal.wrongState(is: row.from)) {
                try Self.apply(row.request, to: &key, at: Self.later)
            }
            #expect(key == before, "a refused step changes nothing")
            return
        }
        try Self.apply(row.request, to: &key, at: Self.later)
        #expect(key.state == becomes)
        let dates = [key.activatedAt, key.archivedAt, key.destroyedAt]
        let earlier = [before.activatedAt, before.archivedAt, before.destroyedAt]
        let changed = zip(dates, earlier).map { $0 != $1 }
        #expect(changed == Request.allCases.map { $0 == row.request }, "the step's own instant is written, no other")
        #expect(dates.contains(Self.later))
    }

    @Test func `the table has every pair of state and step`() {
        let pairs = Set(Self.table.map { "\($0.from) \($0.request)" })
        #expect(pairs.count == MasterKey.State.allCases.count * Request.allCases.count)
    }

    @Test func `a new key is only generated, and walks from there to its end`() throws {
        let region = try #require(RegionCode("519900"))
        var key = MasterKey(generating: .code, region: region, version: 1, at: Self.made, validUntil: Self.end)
        #expect(key.state == .generated && key.activatedAt == nil && key.version == 1)
        for request in Request.allCases { try Self.apply(request, to: &key, at: Self.later) }
        #expect(key.state == .destroyed && key.destroyedAt == Self.later)
    }

    @Test func `a key is activated before its end only, and archived and destroyed after it too`() throws {
        var key = try Self.key(.generated)
        #expect(throws: KeyRefusal.outOfValidity) { try key.activate(at: Self.end) }
        #expect(key.state == .generated)
        try key.activate(at: Self.end.addingTimeInterval(-0.001))
        try key.archive(at: Self.end)
        try key.destroy(at: Self.end)
        #expect(key.state == .destroyed)
    }

    @Test func `each refusal has a problem code of its own`() {
        let refusals: [KeyRefusal] = [
            .serviceUnavailable, .notFound, .wrongState(is: .active), .outOfValidity, .notAuthentic, .grantNotValid,
            .regionForeign, .custodiansMissing, .credentialWrong, .stillInUse,
        ]
        #expect(Set(refusals.map(\.code)).count == refusals.count)
        #expect(KeyRefusal.outOfValidity.code == ProblemCode.keyOutOfValidity)
        #expect(KeyRefusal.wrongState(is: .destroyed).code == ProblemCode.keyWrongState)
    }

    @Test func `personal columns and issuing stop with the key service, answering scans goes on`() {
        let going = KeyPurpose.allCases.filter(\.outlivesKeyService)
        #expect(going == [.code, .blindIndex, .credential, .answer])
        #expect(Set(KeyPurpose.needed) == [.code, .blindIndex, .column, .credential, .answer])
        for purpose in KeyPurpose.allCases {
            #expect((366...3_653).contains(purpose.validDays), "\(purpose)")
            #expect(
                !purpose.algorithm.isEmpty && !purpose.protects.chinese.isEmpty && !purpose.protects.english.isEmpty
            )
        }
    }
}
