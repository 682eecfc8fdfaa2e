extension Migration {
    /// Migration 9: people at work on reviews (`A12`), and the counts of the quality page. An older release runs on it,
    /// but for the counts of reviews, which it does not keep.
    static func reviewingStatements(_ dialect: any SQLDialect) -> [String] {
        queueColumns(dialect) + reviewCounts(dialect) + reviewerTables(dialect) + tallyTables(dialect)
    }

    private static func queueColumns(_ dialect: any SQLDialect) -> [String] {
        [
            """
            ALTER TABLE index_reviews ADD COLUMN stage \(dialect.integer) NOT NULL DEFAULT 1
            CONSTRAINT index_reviews_stage CHECK (stage BETWEEN 1 AND 3)
            """,
            "ALTER TABLE index_reviews ADD COLUMN expected_yield \(dialect.integer) NOT NULL DEFAULT 0",
            "UPDATE index_reviews SET expected_yield = probability",
            "ALTER TABLE index_reviews ADD COLUMN claimed_by \(dialect.text)",
            "ALTER TABLE index_reviews ADD COLUMN claimed_at \(dialect.instant)",
            "ALTER TABLE index_reviews ADD COLUMN claimed_until \(dialect.instant)",
            "DROP INDEX index_reviews_open",
            """
            CREATE INDEX index_reviews_queue ON index_reviews (stage, expected_yield, review_id) WHERE state = 'open'
            """,
        ]
    }

    /// Kept in the transaction that changes a review. Each count is spread over shards by the review's number, so that
    /// nodes which open reviews seldom meet at one row.
    private static func reviewCounts(_ dialect: any SQLDialect) -> [String] {
        let band = "CASE WHEN probability >= 900000 THEN 9 ELSE probability / 100000 END"
        return [
            """
            CREATE TABLE index_review_counts (
                subject \(dialect.text) NOT NULL,
                band \(dialect.integer) NOT NULL,
                shard \(dialect.integer) NOT NULL,
                total \(dialect.integer) NOT NULL,
                PRIMARY KEY (subject, band, shard),
                CONSTRAINT index_review_counts_form CHECK (
                    subject IN ('open-1', 'open-2', 'open-3', 'same', 'not-same') AND band BETWEEN 0 AND 9
                    AND shard BETWEEN 0 AND 15 AND total >= 0
                )
            ) \(dialect.keyedTable)
            """,
            """
            INSERT INTO index_review_counts (subject, band, shard, total)
            SELECT coalesce(verdict, 'open-1'), \(band), review_id % 16, count(*) FROM index_reviews
            WHERE state <> 'settled' GROUP BY coalesce(verdict, 'open-1'), \(band), review_id % 16
            """,
        ]
    }

    /// An opinion is withdrawn, never changed. Days are statistics days (+08:00), as `yyyy-MM-dd`.
    private static func reviewerTables(_ dialect: any SQLDialect) -> [String] {
        [
            """
            CREATE TABLE index_review_opinions (
                opinion_id \(dialect.sequence),
                review_id \(dialect.integer) NOT NULL,
                reviewer \(dialect.text) NOT NULL,
                verdict \(dialect.text) NOT NULL,
                given_at \(dialect.instant) NOT NULL,
                milliseconds \(dialect.integer) NOT NULL,
                withdrawn_at \(dialect.instant),
                CONSTRAINT index_review_opinions_review
                    FOREIGN KEY (review_id) REFERENCES index_reviews (review_id),
                CONSTRAINT index_review_opinions_verdict CHECK (verdict IN ('same', 'not-same')),
                CONSTRAINT index_review_opinions_time CHECK (milliseconds >= 0)
            ) \(dialect.table)
            """,
            """
            CREATE UNIQUE INDEX index_review_opinions_once ON index_review_opinions (review_id, reviewer)
            WHERE withdrawn_at IS NULL
            """,
            """
            CREATE INDEX index_review_opinions_of_reviewer ON index_review_opinions (reviewer, opinion_id)
            WHERE withdrawn_at IS NULL
            """,
            """
            CREATE TABLE index_review_skips (
                reviewer \(dialect.text) NOT NULL,
                review_id \(dialect.integer) NOT NULL,
                skipped_until \(dialect.instant) NOT NULL,
                PRIMARY KEY (reviewer, review_id),
                CONSTRAINT index_review_skips_review FOREIGN KEY (review_id) REFERENCES index_reviews (review_id)
            ) \(dialect.keyedTable)
            """,
            """
            CREATE TABLE index_reviewer_days (
                day \(dialect.text) NOT NULL,
                reviewer \(dialect.text) NOT NULL,
                opinions \(dialect.integer) NOT NULL,
                agreed \(dialect.integer) NOT NULL,
                disagreed \(dialect.integer) NOT NULL,
                decided \(dialect.integer) NOT NULL,
                undone \(dialect.integer) NOT NULL,
                milliseconds \(dialect.integer) NOT NULL,
                PRIMARY KEY (day, reviewer)
            ) \(dialect.keyedTable)
            """,
        ]
    }

    /// Counts of source records by authority and month (`yyyyMM`, +08:00), and up to which record they reach.
    private static func tallyTables(_ dialect: any SQLDialect) -> [String] {
        [
            """
            CREATE TABLE index_tallies (
                month \(dialect.integer) NOT NULL,
                authority \(dialect.text) NOT NULL,
                kind \(dialect.text) NOT NULL,
                total \(dialect.integer) NOT NULL,
                PRIMARY KEY (month, authority, kind),
                CONSTRAINT index_tallies_counts CHECK (total > 0)
            ) \(dialect.keyedTable)
            """,
            """
            CREATE TABLE index_tally_mark (
                \(dialect.column("only")) \(dialect.integer) NOT NULL PRIMARY KEY,
                record_number \(dialect.integer) NOT NULL,
                counted_at \(dialect.instant),
                CONSTRAINT index_tally_mark_one CHECK (\(dialect.column("only")) = 1)
            ) \(dialect.keyedTable)
            """,
            "INSERT INTO index_tally_mark (\(dialect.column("only")), record_number) VALUES (1, 0)",
        ]
    }
}
