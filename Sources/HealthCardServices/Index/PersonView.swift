package import Foundation
package import HealthCardDomain
import Matching

/// A person of the index as callers see them: what is held to be true, and under which local ids. It prints as
/// `<redacted>`.
package struct PersonView: Sendable, Equatable, Redacting {
    /// One live record of the person, without what it says.
    package struct Record: Sendable, Equatable {
        package let number: SourceRecordNumber
        package let id: SourceRecordID
        package let version: Int
        /// When this version was registered.
        package let registeredAt: Date
        /// The authority goes on under another local id; this one is answered, and listed no more.
        package let isMerged: Bool
    }

    package let index: IndexPerson
    /// Indexes that were merged into it and lead to it, by number.
    package let merged: [IndexNumber]
    /// By authority and local id.
    package let records: [Record]
    package let golden: GoldenView
    /// How far the person is known; `nil` where nobody says anything of them.
    package let kind: PersonKind?

    /// - Parameter records: the newest versions of the person's live records.
    /// - Throws: `UnnamedRecord` for one that does not say its local id.
    init(index: IndexPerson, merged: [IndexNumber], records: [SourceRecordVersion]) throws {
        self.index = index
        self.merged = merged
        self.records = try records.map(Self.record).sorted {
            ($0.id.authority.text, $0.id.localID.value.exposed) < ($1.id.authority.text, $1.id.localID.value.exposed)
        }
        golden = GoldenView(records)
        kind = PersonKind(records.map { MatchRecord($0.fields) })
    }

    /// The local ids under which the person is known, by authority and local id.
    package var identifiers: [SourceRecordID] { records.filter { !$0.isMerged }.map(\.id) }

    /// What a caller was shown who got all of it.
    var shown: [ResidentField] {
        [.localID] + GoldenView.Name.allCases.filter { golden.fields[$0] != nil }.map(\.field)
    }

    private static func record(_ version: SourceRecordVersion) throws -> Record {
        Record(
            number: version.number,
            id: try version.id,
            version: version.version,
            registeredAt: version.registeredAt,
            isMerged: version.mergedInto != nil
        )
    }
}

extension SourceRecordVersion {
    /// The local id under which it was said.
    ///
    /// - Throws: `UnnamedRecord` for one that does not say it.
    var id: SourceRecordID {
        get throws {
            guard let authority = AssigningAuthority(fields.institution), let localID = PatientID(fields.localID) else {
                throw UnnamedRecord(number: number)
            }
            return SourceRecordID(authority: authority, localID: localID)
        }
    }
}

/// A record that was filed without saying its own authority and local id: it did not come through ``IndexDesk``.
struct UnnamedRecord: Error {
    let number: SourceRecordNumber
}

extension GoldenView.Name {
    /// What the audit log calls it.
    var field: ResidentField {
        switch self {
        case .name: .name
        case .sex: .gender
        case .birthDate: .birthDate
        case .idType: .idType
        case .idNumber: .idNumber
        case .phone: .phone
        case .address: .address
        case .nation: .nation
        case .guardianName: .guardianName
        case .guardianIDNumber: .guardianIDNumber
        }
    }
}
