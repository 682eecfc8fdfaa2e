import Foundation
import HealthCardDomain
import Matching

/// The look at a review.
extension ReviewDesk {
    /// What is shown of both persons, in the audit log's words.
    private static let shown: [ResidentField] = [
        .name, .idType, .idNumber, .gender, .birthDate, .phone, .nation, .address, .localID, .guardianName,
        .guardianIDNumber,
    ]

    /// A review that the reviewer may answer, with everything that is known of both persons; it is the reviewer's own from
    /// then on, for ``claimSeconds``. Of one that is decided, or that they gave an opinion on, nothing personal is shown.
    ///
    /// - Throws: `IndexRefusal.reviewUnknown`, `ReviewRefusal.taken`.
    package func look(at id: Int64, by act: Act) async throws -> ReviewSheet {
        let reviewer = try Self.reviewer(of: act)
        return try await ledger.perform(.indexReview, by: act, trace: Self.trace(id)) { store, trace in
            guard let review = try store.indexReviews.find(id) else { throw IndexRefusal.reviewUnknown }
            let own = try store.reviewQueue.opinions(on: id).first { $0.reviewer == reviewer }
            let isOffered = review.state == .open && own == nil
            if isOffered {
                let end = act.at.addingTimeInterval(Self.claimSeconds)
                guard try store.reviewQueue.claim(id, for: reviewer, at: act.at, until: end) else {
                    throw ReviewRefusal.taken
                }
            }
            let sides = isOffered ? try [review.lower, review.higher].map { try Self.side($0, in: store) } : []
            trace.indexes = sides.map(\.person)
            trace.shown = isOffered ? Self.shown : []
            return ReviewSheet(
                review: review,
                sides: sides,
                reasons: isOffered ? review.reasons.inWords : [],
                isOffered: isOffered,
                ownVerdict: own?.verdict
            )
        }
    }

    private static func side(_ index: IndexNumber, in store: any Repositories) throws -> ReviewSide {
        guard let person = try store.index.find(index)?.survivor else { throw IndexRefusal.indexUnknown }
        let live = try store.index.liveLinks(of: [person], limit: recordsShown * 4)
        let versions = try store.sourceRecords.newest(of: live.map(\.record.number))
        let records = try versions.prefix(recordsShown).map { version -> ReviewSide.Record in
            guard let stored = try store.sourceRecords.find(version.number) else {
                throw MissingRow(table: "source_records")
            }
            return ReviewSide.Record(
                version: version,
                authority: stored.authority,
                institution: try store.access.institution(InstitutionCode(trusted: stored.authority.text))
            )
        }
        return ReviewSide(
            index: index,
            person: person,
            golden: GoldenView(versions),
            kind: PersonKind(versions.map { MatchRecord($0.fields) }),
            records: records,
            more: versions.count - records.count
        )
    }
}
