package import Foundation
package import HealthCardDomain

/// Where people answer the questions of the index (`A12`): one review at a time, never the same for two of them, with as
/// many opinions as the rules ask for. Every look and every opinion is in the audit log.
package struct ReviewDesk: Sendable {
    /// How long a reviewer has a review to themself, in seconds.
    package static let claimSeconds: TimeInterval = 600
    /// How long a skipped review is not given to the reviewer again, in seconds.
    package static let skipSeconds: TimeInterval = 8 * 3_600
    /// How long a reviewer may take the last opinion back, in seconds.
    package static let undoSeconds: TimeInterval = 24 * 3_600
    /// The most source records of one person that are shown.
    package static let recordsShown = 50
    /// Over how many days reviewers are counted.
    package static let figureDays = 30
    /// How often a claim is run again when another node was first.
    private static let attemptLimit = 5

    let storage: any Storage
    let ledger: ActLedger
    package let rules: ReviewRules
    let check: any MergeCheck

    package init(storage: any Storage, ledger: ActLedger, rules: ReviewRules, check: any MergeCheck) {
        self.storage = storage
        self.ledger = ledger
        self.rules = rules
        self.check = check
    }

    /// A page of the queue, with its counts.
    ///
    /// - Parameter last: the last review of the page before.
    /// - Throws: `AccessRefusal`.
    package func queue(after last: Int64?, limit: Int, by act: Act) async throws -> ReviewQueue {
        let reviewer = try Self.reviewer(of: act)
        let today = CivilDate(inChinaAt: act.at)
        return try await storage.read { store in
            let before = try last.flatMap { try store.indexReviews.find($0) }
            let page = try store.indexReviews.open(after: before, limit: limit + 1)
            let own = try store.reviewQueue.lastOpinion(of: reviewer)
            return ReviewQueue(
                counts: try store.reviewQueue.counts(),
                decidedToday: try store.reviewQueue.figures(from: today).reduce(0) { $0 + $1.figures.decided },
                reviews: Array(page.prefix(limit)),
                hasMore: page.count > limit,
                reviewers: try store.reviewQueue.figures(from: today.adding(days: 1 - Self.figureDays)),
                undoable: own.flatMap { Self.isRecent($0, at: act.at) ? $0.review : nil }
            )
        }
    }

    /// Gives the reviewer the review that is worth most now, to themself for ``claimSeconds``.
    ///
    /// - Returns: its number; `nil` where nothing is left for this reviewer.
    /// - Throws: `AccessRefusal`.
    package func next(by act: Act) async throws -> Int64? {
        let reviewer = try Self.reviewer(of: act)
        var attempt = 1
        while true {
            do {
                return try await storage.write { store in
                    guard let id = try store.reviewQueue.next(for: reviewer, at: act.at) else { return nil }
                    let end = act.at.addingTimeInterval(Self.claimSeconds)
                    guard try store.reviewQueue.claim(id, for: reviewer, at: act.at, until: end) else {
                        throw StorageConflict.versionMoved
                    }
                    return id
                }
            } catch is StorageConflict where attempt < Self.attemptLimit {
                attempt += 1
            }
        }
    }

    /// Passes a review over; this reviewer is not given it again for ``skipSeconds``.
    ///
    /// - Throws: `IndexRefusal.reviewUnknown`, `ReviewRefusal.taken`.
    package func skip(_ id: Int64, by act: Act) async throws {
        let reviewer = try Self.reviewer(of: act)
        try await ledger.perform(.indexReview, by: act, trace: Self.trace(id)) { store, _ in
            guard let review = try store.indexReviews.find(id) else { throw IndexRefusal.reviewUnknown }
            guard review.isFree(for: reviewer, at: act.at) else { throw ReviewRefusal.taken }
            try store.reviewQueue.release(id)
            try store.reviewQueue.skip(id, by: reviewer, until: act.at.addingTimeInterval(Self.skipSeconds))
        }
    }

    /// Puts a review back as it was, for whoever comes next.
    ///
    /// - Throws: `IndexRefusal.reviewUnknown`, `ReviewRefusal.taken`.
    package func putBack(_ id: Int64, by act: Act) async throws {
        let reviewer = try Self.reviewer(of: act)
        try await ledger.perform(.indexReview, by: act, trace: Self.trace(id)) { store, _ in
            guard let review = try store.indexReviews.find(id) else { throw IndexRefusal.reviewUnknown }
            guard review.isFree(for: reviewer, at: act.at) else { throw ReviewRefusal.taken }
            try store.reviewQueue.release(id)
        }
    }

    /// Who acts: a reviewer is an operator of the centre, by their own account.
    static func reviewer(of act: Act) throws -> OperatorID {
        try AccessTable.require(.indexReview, of: act.actor)
        guard case .account(let account) = act.actor else { throw AccessRefusal.operationNotAllowed(.indexReview) }
        return account.id
    }

    static func trace(_ review: Int64) -> Trace {
        var trace = Trace()
        trace.purpose = "review \(review)"
        return trace
    }

    static func isRecent(_ opinion: ReviewOpinion, at instant: Date) -> Bool {
        instant.timeIntervalSince(opinion.at) <= undoSeconds
    }
}

extension IndexReview {
    /// Whether nobody else has the review before them.
    func isFree(for reviewer: OperatorID, at instant: Date) -> Bool {
        guard let claim else { return true }
        return claim.reviewer == reviewer || claim.until <= instant
    }
}
