import HealthCardDomain
import HealthCardServices

/// Runs of models in the shadow.
extension SQLModelRepository {
    private static let counts = """
        judged, new_links, lost_links, reviews_before, reviews_after, new_reviews, lost_reviews, moved_grades
        """
    private static let newest = SQLStatement(
        "index_shadow_runs.newest",
        """
        SELECT run_id, against, state, last_record, end_record, started_at, saved_at, \(counts)
        FROM index_shadow_runs WHERE model = $1 ORDER BY run_id DESC LIMIT 1
        """
    )
    private static let insert = SQLStatement(
        "index_shadow_runs.add",
        """
        INSERT INTO index_shadow_runs (model, against, state, last_record, end_record, started_at, saved_at, \(counts))
        VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0, 0, 0, 0, 0, 0, 0) ON CONFLICT DO NOTHING RETURNING run_id
        """
    )
    private static let update = SQLStatement(
        "index_shadow_runs.save",
        """
        UPDATE index_shadow_runs SET state = $3, last_record = $4, saved_at = $5, judged = $6, new_links = $7,
            lost_links = $8, reviews_before = $9, reviews_after = $10, new_reviews = $11, lost_reviews = $12,
            moved_grades = $13
        WHERE run_id = $1 AND last_record = $2 AND state = 'under-way'
        """
    )
    private static let countExamples = SQLStatement(
        "index_shadow_examples.count",
        "SELECT kind, count(*) FROM index_shadow_examples WHERE run_id = $1 GROUP BY kind LIMIT 100"
    )
    private static let insertExample = SQLStatement(
        "index_shadow_examples.add",
        """
        INSERT INTO index_shadow_examples (run_id, kind, place, index_number, other_index) VALUES ($1, $2, $3, $4, $5)
        """
    )
    private static let examples = SQLStatement(
        "index_shadow_examples.of run",
        """
        SELECT kind, index_number, other_index FROM index_shadow_examples WHERE run_id = $1 ORDER BY kind, place
        LIMIT 1000
        """
    )

    func shadow(of id: ModelID) throws -> ShadowRun? {
        guard let row = try connection.row(Self.newest, [.text(id.description)]) else { return nil }
        var counts = ShadowRun.Counts()
        (counts.judged, counts.newLinks, counts.lostLinks) = (try row.count(7), try row.count(8), try row.count(9))
        (counts.reviewsBefore, counts.reviewsAfter) = (try row.count(10), try row.count(11))
        (counts.newReviews, counts.lostReviews) = (try row.count(12), try row.count(13))
        counts.movedGrades = try row.count(14)
        return ShadowRun(
            id: try row.integer(0),
            model: id,
            against: try row.modelID(1),
            end: try row.recordNumber(4),
            state: try row.word(2),
            last: try row.integer(3),
            counts: counts,
            startedAt: try row.instant(5),
            savedAt: try row.instant(6)
        )
    }

    func add(_ run: ShadowRun) throws -> ShadowRun {
        let row = try connection.row(
            Self.insert,
            [
                .text(run.model.description), .text(run.against.description), .text(run.state.rawValue),
                .integer(run.last), .integer(run.end), .instant(run.startedAt), .instant(run.savedAt),
            ]
        )
        guard let row else { throw StorageConflict.jobMoved }
        return ShadowRun(
            id: try row.integer(0),
            model: run.model,
            against: run.against,
            end: run.end,
            startedAt: run.startedAt,
            savedAt: run.savedAt
        )
    }

    func save(_ run: ShadowRun, from last: Int64) throws {
        let counts = run.counts
        let figures = [
            counts.judged, counts.newLinks, counts.lostLinks, counts.reviewsBefore, counts.reviewsAfter,
            counts.newReviews, counts.lostReviews, counts.movedGrades,
        ]
        let head: [SQLValue] = [
            .integer(run.id), .integer(last), .text(run.state.rawValue), .integer(run.last), .instant(run.savedAt),
        ]
        guard try connection.execute(Self.update, head + figures.map { .integer($0) }) == 1 else {
            throw StorageConflict.jobMoved
        }
    }

    func add(_ examples: [ShadowExample], of run: Int64) throws {
        guard !examples.isEmpty else { return }
        var places: [String: Int] = [:]
        for row in try connection.rows(Self.countExamples, [.integer(run)]) {
            places[try row.text(0)] = try row.count(1)
        }
        for example in examples {
            let place = places[example.kind.rawValue, default: 0]
            guard place < ShadowExample.limit else { continue }
            places[example.kind.rawValue] = place + 1
            let values: [SQLValue] = [
                .integer(run), .text(example.kind.rawValue), .integer(place), .integer(example.index),
                .integer(example.other),
            ]
            _ = try connection.execute(Self.insertExample, values)
        }
    }

    func examples(of run: Int64) throws -> [ShadowExample] {
        try connection.rows(Self.examples, [.integer(run)]).map { row in
            ShadowExample(kind: try row.word(0), index: try row.indexNumber(1), other: try row.indexNumber(2))
        }
    }
}
