import HealthCardDomain
import Matching

/// Judges live records by two models, on what is committed now.
struct ShadowJudge: Sendable {
    let storage: any Storage
    let before: MatchEngine
    let after: MatchEngine
    let cache: RecordCache

    /// How the decisions about some records differ.
    struct Found: Sendable {
        var counts = ShadowRun.Counts()
        var examples: [ShadowExample] = []

        fileprivate mutating func note(
            _ kind: ShadowExample.Kind,
            _ person: IndexNumber,
            _ others: some Sequence<Int64>
        ) {
            for other in others.sorted() where examples.count(where: { $0.kind == kind }) < ShadowExample.limit {
                examples.append(ShadowExample(kind: kind, index: person, other: IndexNumber(trusted: other)))
            }
        }
    }

    /// Judges ranges of record numbers beside each other.
    func judge(_ ranges: [ClosedRange<Int64>]) async throws -> [Found] {
        try await withThrowingTaskGroup(of: (Int, Found).self) { group in
            for (place, range) in ranges.enumerated() {
                group.addTask { (place, try await judge(range)) }
            }
            var found = [Found](repeating: Found(), count: ranges.count)
            for try await (place, one) in group { found[place] = one }
            return found
        }
    }

    private func judge(_ range: ClosedRange<Int64>) async throws -> Found {
        let (found, read) = try await storage.read { store in
            let reader = RecordReader(cache)
            let links = try store.indexScan.liveLinks(ofRecords: range)
            var found = Found()
            for standing in try StandingRecord.read(links, in: store, reader) { compare(standing, into: &found) }
            return (found, reader.read)
        }
        cache.add(read)
        return found
    }

    private func compare(_ standing: StandingRecord, into found: inout Found) {
        let (old, new) = (appraisal(of: standing, by: before), appraisal(of: standing, by: after))
        let person = standing.person
        found.counts.judged += 1
        let (linked, linkedNow) = (Set(old.decision.linked), Set(new.decision.linked))
        let (asked, askedNow) = (Set(old.decision.reviews.map(\.index)), Set(new.decision.reviews.map(\.index)))
        found.counts.reviewsBefore += asked.count
        found.counts.reviewsAfter += askedNow.count
        found.counts.newLinks += linkedNow.subtracting(linked).count
        found.counts.lostLinks += linked.subtracting(linkedNow).count
        found.counts.newReviews += askedNow.subtracting(asked).count
        found.counts.lostReviews += asked.subtracting(askedNow).count
        found.note(.newLink, person, linkedNow.subtracting(linked))
        found.note(.lostLink, person, linked.subtracting(linkedNow))
        found.note(.newReview, person, askedNow.subtracting(asked))
        found.note(.lostReview, person, asked.subtracting(askedNow))
        let told = linked.symmetricDifference(linkedNow).union(asked.symmetricDifference(askedNow))
        let (grades, gradesNow) = (Self.grades(old), Self.grades(new))
        let moved = Set(grades.keys).union(gradesNow.keys).subtracting(told).filter { grades[$0] != gradesNow[$0] }
        found.counts.movedGrades += moved.count
        found.note(.movedGrade, person, moved)
    }

    private static func grades(_ appraisal: Appraisal) -> [Int64: MatchGrade] {
        Dictionary(appraisal.candidates.map { ($0.index, $0.grade) }, uniquingKeysWith: { first, _ in first })
    }

    private func appraisal(of standing: StandingRecord, by engine: MatchEngine) -> Appraisal {
        engine.appraise(
            standing.record,
            among: standing.candidates,
            counts: standing.counts,
            apart: standing.apart
        )
    }
}

extension ShadowRun.Counts {
    mutating func add(_ other: ShadowRun.Counts) {
        judged += other.judged
        newLinks += other.newLinks
        lostLinks += other.lostLinks
        reviewsBefore += other.reviewsBefore
        reviewsAfter += other.reviewsAfter
        newReviews += other.newReviews
        lostReviews += other.lostReviews
        movedGrades += other.movedGrades
    }
}
