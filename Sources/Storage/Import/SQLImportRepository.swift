import HealthCardDomain
import HealthCardServices

/// The state of imports, and populations.
struct SQLImportRepository: ImportRepository {
    /// The most tags a list gives.
    private static let listLimit = 10_000

    let connection: any SQLConnection

    private static let columns = """
        job_id, kind, file_digest, file_bytes, tag, operator_id, checked_by, next_byte, row_count, added, unchanged,
        changed, repeated, rejected, rejects_start, rejects, started_at, saved_at, finished_at
        """
    private static let find = SQLStatement("import_jobs.find", "SELECT \(columns) FROM import_jobs WHERE job_id = $1")
    private static let insert = SQLStatement(
        "import_jobs.add",
        """
        INSERT INTO import_jobs (\(columns))
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
        ON CONFLICT (job_id) DO NOTHING
        """
    )
    private static let update = SQLStatement(
        "import_jobs.save",
        """
        UPDATE import_jobs SET next_byte = $3, row_count = $4, added = $5, unchanged = $6, changed = $7, repeated = $8,
            rejected = $9, rejects_start = $10, rejects = $11, saved_at = $12, finished_at = $13
        WHERE job_id = $1 AND next_byte = $2 AND finished_at IS NULL
        """
    )
    private static let findCheck = SQLStatement(
        "import_checks.find",
        "SELECT job_id, operator_id, report, checked_at FROM import_checks WHERE report_digest = $1"
    )
    private static let insertCheck = SQLStatement(
        "import_checks.add",
        """
        INSERT INTO import_checks (report_digest, job_id, operator_id, report, checked_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (report_digest) DO NOTHING
        """
    )
    private static let population = SQLTable("population", ["tag", "person_id", "job_id"])
    private static let insertTag = SQLStatement(
        "population.add",
        "INSERT INTO population (tag, person_id, job_id) VALUES ($1, $2, $3) ON CONFLICT (tag, person_id) DO NOTHING"
    )
    private static let findTag = SQLStatement(
        "population.find",
        "SELECT job_id FROM population WHERE tag = $1 AND person_id = $2"
    )
    private static let listed = SQLStatement(
        "import_jobs.of tag",
        """
        SELECT CAST(coalesce(sum(added), 0) AS BIGINT), CAST(coalesce(sum(unchanged), 0) AS BIGINT),
            CAST(coalesce(sum(changed), 0) AS BIGINT), CAST(coalesce(sum(repeated), 0) AS BIGINT),
            CAST(coalesce(sum(rejected), 0) AS BIGINT)
        FROM import_jobs WHERE tag = $1
        """
    )
    private static let cards = SQLStatement(
        "population.count",
        """
        SELECT c.status, count(*) FROM population p JOIN cards c ON c.person_id = p.person_id WHERE p.tag = $1
        GROUP BY c.status LIMIT \(listLimit)
        """
    )
    private static let allTags = SQLStatement(
        "import_jobs.tags",
        "SELECT DISTINCT tag FROM import_jobs WHERE tag IS NOT NULL ORDER BY tag LIMIT \(listLimit)"
    )

    func job(_ id: String) throws -> ImportJob? {
        try connection.row(Self.find, [.text(id)]).map(job)
    }

    func add(_ job: ImportJob) throws {
        let added = try connection.execute(
            Self.insert,
            [
                .text(job.id), .text(job.kind.rawValue), .blob(job.fileDigest), .integer(job.fileBytes),
                .text(job.tag?.text), .text(job.operatorID.text), .text(job.checkedBy?.text), .integer(job.nextByte),
            ] + Self.counts(of: job) + [
                .integer(job.rejectsStart), .blob(job.rejects), .instant(job.startedAt), .instant(job.savedAt),
                job.finishedAt.map { .instant($0) } ?? .null,
            ]
        )
        guard added == 1 else { throw StorageConflict.jobMoved }
    }

    func save(_ job: ImportJob, from nextByte: Int64) throws {
        let saved = try connection.execute(
            Self.update,
            [.text(job.id), .integer(nextByte), .integer(job.nextByte)] + Self.counts(of: job) + [
                .integer(job.rejectsStart), .blob(job.rejects), .instant(job.savedAt),
                job.finishedAt.map { .instant($0) } ?? .null,
            ]
        )
        guard saved == 1 else { throw StorageConflict.jobMoved }
    }

    func check(_ digest: [UInt8]) throws -> ImportCheck? {
        try connection.row(Self.findCheck, [.blob(digest)]).map { row in
            ImportCheck(
                digest: digest,
                jobID: try row.text(0),
                operatorID: try row.label(1),
                report: try row.text(2),
                checkedAt: try row.instant(3)
            )
        }
    }

    func add(_ check: ImportCheck) throws {
        _ = try connection.execute(
            Self.insertCheck,
            [
                .blob(check.digest), .text(check.jobID), .text(check.operatorID.text), .text(check.report),
                .instant(check.checkedAt),
            ]
        )
    }

    func tag(_ person: PersonID, as tag: PopulationTag, by job: String) throws -> String? {
        let added = try connection.execute(Self.insertTag, [.text(tag.text), .text(person.text), .text(job)])
        guard added == 0 else { return nil }
        return try connection.row(Self.findTag, [.text(tag.text), .text(person.text)])?.text(0)
    }

    func tag(_ persons: [PersonID], as tag: PopulationTag, by job: String) throws {
        try connection.insert(
            persons.map { [.text(tag.text), .text($0.text), .text(job)] },
            into: Self.population
        )
    }

    func coverage(of tag: PopulationTag) throws -> Coverage {
        var listed = ImportJob.Counts()
        if let row = try connection.row(Self.listed, [.text(tag.text)]) {
            (listed.added, listed.unchanged, listed.changed) = (try row.count(0), try row.count(1), try row.count(2))
            (listed.repeated, listed.rejected) = (try row.count(3), try row.count(4))
        }
        var cards: [Card.Status: Int] = [:]
        for row in try connection.rows(Self.cards, [.text(tag.text)]) { cards[try row.word(0)] = try row.count(1) }
        return Coverage(listed: listed, cards: cards)
    }

    func tags() throws -> [PopulationTag] {
        try connection.rows(Self.allTags, []).map { try $0.label(0) }
    }

    private static func counts(of job: ImportJob) -> [SQLValue] {
        let counts = job.counts
        return [counts.rows, counts.added, counts.unchanged, counts.changed, counts.repeated, counts.rejected]
            .map { .integer($0) }
    }

    private func job(_ row: SQLRow) throws -> ImportJob {
        var counts = ImportJob.Counts()
        (counts.added, counts.unchanged, counts.changed) = (try row.count(9), try row.count(10), try row.count(11))
        (counts.repeated, counts.rejected) = (try row.count(12), try row.count(13))
        return ImportJob(
            id: try row.text(0),
            kind: try row.word(1),
            fileDigest: try row.blob(2),
            fileBytes: try row.integer(3),
            tag: try row.optionalLabel(4),
            operatorID: try row.label(5),
            checkedBy: try row.optionalLabel(6),
            nextByte: try row.integer(7),
            counts: counts,
            rejectsStart: try row.integer(14),
            rejects: try row.blob(15),
            startedAt: try row.instant(16),
            savedAt: try row.instant(17),
            finishedAt: try row.optionalInstant(18)
        )
    }
}
