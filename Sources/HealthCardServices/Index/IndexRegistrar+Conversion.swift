import Foundation
import HealthCardDomain
import Matching

/// Provisional registrations whose authority says more under the same local id: the child has a name, the stranger is known.
extension IndexRegistrar {
    /// A record that is said anew, and what was found for it.
    struct Revision {
        let sealed: SealedSourceRecord
        let known: StoredSourceRecord
        /// What was said before, read.
        let former: MatchRecord
        let formerAt: Date
        let person: IndexNumber
        let decision: Decision
        let basis: MatchBasis

        /// What it is converted from; `nil` where it was not provisional before, or still is.
        var conversion: PersonKind? {
            let (before, after) = (PersonKind(of: former), PersonKind(of: sealed.record))
            return before.isProvisional && !after.isProvisional && after != .test ? before : nil
        }

        /// Whether what was said before says nothing of the person: whatever was guessed of a stranger.
        var isFormerVoid: Bool { former.kind == .unidentified }

        /// The persons whose record it is by the decision, this one among them or not.
        var chosen: [IndexNumber] {
            switch decision.outcome {
            case .opens: []
            case .links(let number): [IndexNumber(trusted: number)]
            case .joins(let numbers): numbers.map { IndexNumber(trusted: $0) }
            }
        }
    }

    /// Whether the authority goes on about the same patient, though the content alone does not prove it.
    ///
    /// An authority that changes a provisional registration in time, or names the version that it saw, means the patient of
    /// that registration, unless something parts the two. After its term a local id may have gone to somebody else.
    func continues(_ revision: Revision) throws -> Bool {
        guard let terms, !revision.known.isWithdrawn, revision.former.mayBecome(revision.sealed.record),
            let latest = terms.latest(of: PersonKind(of: revision.former), at: now)
        else { return false }
        let since = revision.known.provisional?.since ?? revision.formerAt
        guard isVersionSeen || since > latest else { return false }
        let isHeldApart = revision.chosen.contains { other in
            revision.basis.apart.contains(ApartPair(revision.person, other))
        }
        if isHeldApart { return false }
        let lasting = try lastingRecords(revision)
        let others = try revision.chosen.filter { $0 != revision.person }.flatMap { try records($0, revision.basis) }
        return !areParted(lasting, [revision.sealed.record] + others)
    }

    /// Joins the person with those whose record the content is, and asks about whoever is in doubt.
    func settle(_ revision: Revision, _ record: RecordReference) throws {
        let all = Set(revision.chosen + [revision.person])
        if all.count > 1 { try join(all.map(\.value), record, revision.decision) }
        let lasting = try lastingRecords(revision)
        let asked = try revision.decision.reviews.filter { finding in
            try !areParted(lasting, records(IndexNumber(trusted: finding.index), revision.basis))
        }
        _ = try review(asked, keeper.person(revision.person), record, revision.basis)
    }

    /// What goes on speaking for the person beside the new content.
    private func lastingRecords(_ revision: Revision) throws -> [MatchRecord] {
        let candidate = revision.basis.candidates.first { $0.index == revision.person }
        let lasting = (candidate?.records ?? []).filter { statement in
            !revision.isFormerVoid || statement.number != revision.known.number
        }
        return Array(try reader.records(lasting, in: store).values)
    }

    private func records(_ person: IndexNumber, _ basis: MatchBasis) throws -> [MatchRecord] {
        let candidate = basis.candidates.first { $0.index == person }
        return Array(try reader.records(candidate?.records ?? [], in: store).values)
    }

    /// Whether two records forbid for good that both sides are one.
    private func areParted(_ one: [MatchRecord], _ other: [MatchRecord]) -> Bool {
        one.contains { left in
            other.contains { right in engine.compare(left, right, persons: 0).vetoes.contains(where: \.isFinal) }
        }
    }
}
