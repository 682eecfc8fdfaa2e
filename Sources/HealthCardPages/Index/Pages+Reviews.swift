import HTTPTypes
import HealthCardDomain
import HealthCardServices
import Hummingbird

extension Pages {
    /// How many reviews a page of the queue shows.
    private static let reviewsOnPage = 25
    private static let queuePath = "/console/reviews"

    /// The queue with its counts. It names nobody.
    func reviews(_ visit: Visit) async throws -> Response {
        try await reviews(visit, refusal: nil)
    }

    /// Takes the next review, or takes the last decision back.
    func reviewWork(_ visit: Visit) async throws -> Response {
        do {
            switch visit.form["action"] {
            case "next": return try await nextReview(visit, said: nil)
            case "undo":
                let id = try await services.reviews.undo(by: visit.act)
                return redirect(to: "\(Self.queuePath)/\(id)?said=undone", for: visit)
            default: throw ReviewRefusal.decisionUnknown
            }
        } catch {
            let refusal = try await refusal(in: error, of: .indexReview, by: visit.act)
            return try await reviews(visit, refusal: refusal)
        }
    }

    /// One review, side by side. Whose it is now stands in the audit log before anything is shown.
    func review(_ visit: Visit) async throws -> Response {
        do {
            return try await sheet(visit)
        } catch {
            let refusal = try await refusal(in: error, of: .indexReview, by: visit.act)
            return try await reviews(visit, refusal: refusal)
        }
    }

    /// A decision, and at once the next review.
    func decideReview(_ visit: Visit) async throws -> Response {
        do {
            let id = try Self.number(visit)
            switch visit.form["decision"] {
            case "same": return try await decide(id, .same, visit)
            case "not-same": return try await decide(id, .notSame, visit)
            case "skip":
                try await services.reviews.skip(id, by: visit.act)
                return try await nextReview(visit, said: "skipped")
            case "put-back":
                try await services.reviews.putBack(id, by: visit.act)
                return redirect(to: Self.queuePath, for: visit)
            default: throw ReviewRefusal.decisionUnknown
            }
        } catch {
            let refusal = try await refusal(in: error, of: .indexReview, by: visit.act)
            return try await reviews(visit, refusal: refusal)
        }
    }

    private func decide(_ id: Int64, _ verdict: ReviewVerdict, _ visit: Visit) async throws -> Response {
        let said =
            switch try await services.reviews.decide(id, verdict, by: visit.act) {
            case .waits: "waits"
            case .decided(let verdict): verdict.rawValue
            }
        return try await nextReview(visit, said: said)
    }

    private func nextReview(_ visit: Visit, said: String?) async throws -> Response {
        let query = said.map { "?said=\($0)" } ?? ""
        guard let next = try await services.reviews.next(by: visit.act) else {
            return redirect(to: Self.queuePath + (said.map { "?said=\($0)" } ?? "?said=nothing"), for: visit)
        }
        return redirect(to: "\(Self.queuePath)/\(next)\(query)", for: visit)
    }

    private static func number(_ visit: Visit) throws -> Int64 {
        guard let number = Int64(visit.parameter) else { throw IndexRefusal.reviewUnknown }
        return number
    }

    private func reviews(_ visit: Visit, refusal: (any Refusal)?) async throws -> Response {
        let last = Int64(visit.query["after"])
        let queue = try await services.reviews.queue(after: last, limit: Self.reviewsOnPage, by: visit.act)
        var values = reviewCounts(of: queue, visit)
        values["formToken"] = visit.formToken
        values["problem"] = problem(refusal, for: visit)
        values["said"] = orFalse(said(visit))
        values["hasReviews"] = !queue.reviews.isEmpty
        values["reviews"] = queue.reviews.map { entry(of: $0, visit) }
        values["next"] = orFalse(queue.hasMore ? queue.reviews.last.map { String($0.id) } : nil)
        values["canUndo"] = queue.undoable != nil
        values["hasReviewers"] = !queue.reviewers.isEmpty
        values["reviewers"] = queue.reviewers.map { reviewer, figures -> PageValues in
            let seen = figures.agreed + figures.disagreed
            return [
                "reviewer": reviewer.text,
                "opinions": figures.opinions,
                "agreed": seen == 0 ? "—" : Percent.text(figures.agreed, of: seen),
                "seconds": figures.opinions == 0 ? "—" : "\(figures.milliseconds / figures.opinions / 1_000)",
                "undone": figures.undone,
            ]
        }
        let here = last.map { "\(Self.queuePath)?after=\($0)" } ?? Self.queuePath
        return try page(
            "reviews",
            title: visit.words.reviewsTitle,
            here: here,
            values,
            for: visit,
            status: refusal?.code.pageStatus ?? .ok
        )
    }

    private func reviewCounts(of queue: ReviewQueue, _ visit: Visit) -> PageValues {
        [
            "open": queue.counts.openCount,
            "second": queue.counts.open[.second] ?? 0,
            "third": queue.counts.open[.third] ?? 0,
            "today": queue.decidedToday,
        ]
    }

    private func entry(of review: IndexReview, _ visit: Visit) -> PageValues {
        let holder = review.claim.flatMap { $0.until > visit.at ? $0.reviewer.text : nil }
        return [
            "number": String(review.id),
            "stageName": visit.words.name(of: review.stage),
            "probability": Percent.text(review.probability, of: 1_000_000),
            "yield": Percent.tenths(review.expectedYield, of: 1_000_000),
            "asked": ChinaTime.text(review.openedAt),
            "holder": holder ?? "—",
        ]
    }

    private func sheet(_ visit: Visit) async throws -> Response {
        let id = try Self.number(visit)
        let sheet = try await services.reviews.look(at: id, by: visit.act)
        return try page(
            "review",
            title: visit.words.reviewTitle,
            here: "\(Self.queuePath)/\(id)",
            values(of: sheet, visit).merging(["said": orFalse(said(visit))]) { own, _ in own },
            for: visit
        )
    }

    /// What came of the form before, in words.
    private func said(_ visit: Visit) -> String? {
        switch visit.query["said"] {
        case "waits": visit.words.saidWaits
        case "same": visit.words.saidSame
        case "not-same": visit.words.saidNotSame
        case "skipped": visit.words.saidSkipped
        case "undone": visit.words.saidUndone
        case "nothing": visit.words.reviewsNothingForYou
        default: nil
        }
    }
}
