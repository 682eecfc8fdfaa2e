import Foundation
package import HealthCardDomain

/// Opinions, what they come to, and taking the last one back.
extension ReviewDesk {
    /// Gives the reviewer's opinion. Where it decides the review, the two persons are merged or held apart in the same
    /// transaction.
    ///
    /// - Throws: `IndexRefusal.reviewUnknown`, `.reviewClosed`, `.mergeForbidden`; `ReviewRefusal.taken`, `.opinionGiven`.
    package func decide(_ id: Int64, _ verdict: ReviewVerdict, by act: Act) async throws -> ReviewOutcome {
        let reviewer = try Self.reviewer(of: act)
        return try await ledger.perform(.indexReview, by: act, trace: Self.trace(id)) { store, trace in
            trace.purpose = "review \(id) \(verdict.rawValue)"
            guard let review = try store.indexReviews.find(id) else { throw IndexRefusal.reviewUnknown }
            let keeper = IndexKeeper(store: store, now: act.at)
            let (older, younger) = (try keeper.person(review.lower), try keeper.person(review.higher))
            trace.indexes = [older, younger]
            guard review.state == .open else { throw IndexRefusal.reviewClosed }
            let others = try store.reviewQueue.opinions(on: id)
            guard !others.contains(where: { $0.reviewer == reviewer }) else { throw ReviewRefusal.opinionGiven }
            guard review.isFree(for: reviewer, at: act.at) else { throw ReviewRefusal.taken }
            let opinion = ReviewOpinion(
                review: id,
                reviewer: reviewer,
                verdict: verdict,
                at: act.at,
                milliseconds: review.milliseconds(until: act.at, with: reviewer)
            )
            _ = try store.reviewQueue.add(opinion)
            try store.reviewQueue.release(id)
            let standing = rules.standing(others.map(\.verdict) + [verdict])
            try Self.count(opinion, others, decides: standing != .waits, adding: 1, in: store)
            switch standing {
            case .waits:
                let stage = ReviewStage(opinions: others.count + 1)
                try store.indexReviews.move(review, to: stage)
                return .waits(stage)
            case .decided(let verdict):
                let isForbidden = try verdict == .same && check.forbids(younger, into: older, in: store)
                guard !isForbidden else { throw IndexRefusal.mergeForbidden }
                try keeper.decide(review, verdict, by: reviewer)
                return .decided(verdict)
            }
        }
    }

    /// Takes the reviewer's last opinion back, with all that it did: a merge is undone exactly, "not the same" is
    /// withdrawn, and the review is open again.
    ///
    /// - Returns: the review.
    /// - Throws: `ReviewRefusal.undoTooLate` where it is too old, or somebody went on from it.
    package func undo(by act: Act) async throws -> Int64 {
        let reviewer = try Self.reviewer(of: act)
        return try await ledger.perform(.indexReview, by: act) { store, trace in
            guard let opinion = try store.reviewQueue.lastOpinion(of: reviewer), Self.isRecent(opinion, at: act.at),
                let review = try store.indexReviews.find(opinion.review)
            else { throw ReviewRefusal.undoTooLate }
            let keeper = IndexKeeper(store: store, now: act.at)
            trace.purpose = "review \(review.id) undo"
            trace.indexes = [review.lower, review.higher]
            let opinions = try store.reviewQueue.opinions(on: review.id)
            guard opinions.last?.id == opinion.id, review.isFree(for: reviewer, at: act.at) else {
                throw ReviewRefusal.undoTooLate
            }
            let others = Array(opinions.dropLast())
            let decides = review.state == .decided
            try store.reviewQueue.withdraw(opinion, at: act.at)
            try Self.count(opinion, others, decides: decides, adding: -1, in: store)
            let day = CivilDate(inChinaAt: act.at)
            try store.reviewQueue.add(ReviewerFigures(undone: 1), of: reviewer, on: day)
            if decides {
                guard review.decidedBy == reviewer, review.decidedAt == opinion.at else {
                    throw ReviewRefusal.undoTooLate
                }
                try keeper.takeBack(review, by: reviewer)
            } else {
                try store.indexReviews.move(review, to: ReviewStage(opinions: others.count))
            }
            return review.id
        }
    }

    /// Counts an opinion for its reviewer, and whether two people agree for both.
    ///
    /// - Parameter sign: 1, or -1 where it is taken back.
    private static func count(
        _ opinion: ReviewOpinion,
        _ others: [ReviewOpinion],
        decides: Bool,
        adding sign: Int,
        in store: any Repositories
    ) throws {
        var own = ReviewerFigures(
            opinions: sign,
            decided: decides ? sign : 0,
            milliseconds: sign * opinion.milliseconds
        )
        if others.count == 1 {
            let agrees = others[0].verdict == opinion.verdict
            let both = ReviewerFigures(agreed: agrees ? sign : 0, disagreed: agrees ? 0 : sign)
            (own.agreed, own.disagreed) = (both.agreed, both.disagreed)
            try store.reviewQueue.add(both, of: others[0].reviewer, on: CivilDate(inChinaAt: others[0].at))
        }
        try store.reviewQueue.add(own, of: opinion.reviewer, on: CivilDate(inChinaAt: opinion.at))
    }
}

extension IndexReview {
    /// How long the reviewer had it before them, in milliseconds; 0 where they had not.
    fileprivate func milliseconds(until instant: Date, with reviewer: OperatorID) -> Int {
        guard let claim, claim.reviewer == reviewer else { return 0 }
        let seconds = min(max(instant.timeIntervalSince(claim.since), 0), ReviewDesk.claimSeconds)
        return Int((seconds * 1_000).rounded())
    }
}
