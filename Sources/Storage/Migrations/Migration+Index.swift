extension Migration {
    /// Migration 7: the main index. Persons and their redirects, source records and their versions, links, blind blocks,
    /// what a person held apart, reviews, merges, and the outbox of events.
    static func indexStatements(_ dialect: any SQLDialect) -> [String] {
        indexPersonTables(dialect) + sourceRecordTables(dialect) + linkTables(dialect) + reviewTables(dialect)
            + indexEventTables(dialect)
    }

    /// A merge sets `retired_into` and nothing else of what it moves: blocks and links keep the index they were written
    /// for, and `survivor` leads from it to the person of today. So taking a merge back is exact. `survivor` is null
    /// where the index stands for itself.
    ///
    /// `index_blocks` is the largest table by far and can be made again from the live links, so it pays for no foreign key.
    /// `index_figures` counts persons in steps, so that who opens an index seldom meets who reads the count.
    private static func indexPersonTables(_ dialect: any SQLDialect) -> [String] {
        [
            """
            CREATE TABLE index_persons (
                index_number \(dialect.sequence),
                version \(dialect.integer) NOT NULL,
                opened_at \(dialect.instant) NOT NULL,
                changed_at \(dialect.instant) NOT NULL,
                retired_into \(dialect.integer),
                survivor \(dialect.integer),
                CONSTRAINT index_persons_retired_into
                    FOREIGN KEY (retired_into) REFERENCES index_persons (index_number),
                CONSTRAINT index_persons_survivor FOREIGN KEY (survivor) REFERENCES index_persons (index_number),
                CONSTRAINT index_persons_version_counts CHECK (version >= 1),
                CONSTRAINT index_persons_redirect CHECK (
                    (retired_into IS NULL) = (survivor IS NULL) AND retired_into <> index_number
                    AND survivor <> index_number
                )
            ) \(dialect.table)
            """,
            """
            CREATE INDEX index_persons_members ON index_persons (survivor, index_number) WHERE survivor IS NOT NULL
            """,
            """
            CREATE INDEX index_persons_redirects ON index_persons (retired_into) WHERE retired_into IS NOT NULL
            """,
            """
            CREATE TABLE index_blocks (
                block \(dialect.integer) NOT NULL,
                index_number \(dialect.integer) NOT NULL,
                PRIMARY KEY (block, index_number)
            ) \(dialect.keyedTable)
            """,
            """
            CREATE TABLE index_figures (
                \(dialect.column("only")) \(dialect.integer) NOT NULL PRIMARY KEY,
                persons \(dialect.integer) NOT NULL,
                CONSTRAINT index_figures_one CHECK (\(dialect.column("only")) = 1 AND persons >= 0)
            ) \(dialect.keyedTable)
            """,
            "INSERT INTO index_figures (\(dialect.column("only")), persons) VALUES (1, 0)",
            """
            CREATE TABLE index_merges (
                merge_id \(dialect.sequence),
                index_number \(dialect.integer) NOT NULL,
                merged_into \(dialect.integer) NOT NULL,
                record_number \(dialect.integer),
                decided_by \(dialect.text),
                model \(dialect.text) NOT NULL,
                explanation \(dialect.blob) NOT NULL,
                key_version \(dialect.integer) NOT NULL,
                merged_at \(dialect.instant) NOT NULL,
                unmerged_at \(dialect.instant),
                unmerged_by \(dialect.text),
                CONSTRAINT index_merges_person FOREIGN KEY (index_number) REFERENCES index_persons (index_number),
                CONSTRAINT index_merges_into FOREIGN KEY (merged_into) REFERENCES index_persons (index_number),
                CONSTRAINT index_merges_two CHECK (index_number <> merged_into),
                CONSTRAINT index_merges_undone CHECK ((unmerged_at IS NULL) = (unmerged_by IS NULL))
            ) \(dialect.table)
            """,
            """
            CREATE UNIQUE INDEX index_merges_live ON index_merges (index_number) WHERE unmerged_at IS NULL
            """,
            "CREATE INDEX index_merges_of_person ON index_merges (index_number)",
            "CREATE INDEX index_merges_into ON index_merges (merged_into)",
            "CREATE INDEX index_merges_by_key ON index_merges (key_version)",
        ]
    }

    /// The newest version of a record lies in `source_records`, older ones move to `source_record_versions`. A local id
    /// that its authority gave to somebody else begins a new record; the one before it is replaced, and stays where it
    /// is linked. Versions go on counting, so that no two cells of a place are bound alike.
    private static func sourceRecordTables(_ dialect: any SQLDialect) -> [String] {
        let cells = """
            matching \(dialect.blob) NOT NULL,
                fields \(dialect.blob) NOT NULL,
                key_version \(dialect.integer) NOT NULL,
                registered_at \(dialect.instant) NOT NULL
            """
        return [
            """
            CREATE TABLE source_records (
                record_number \(dialect.sequence),
                authority \(dialect.text) NOT NULL,
                place \(dialect.blob) NOT NULL,
                version \(dialect.integer) NOT NULL,
                \(cells),
                replaced_at \(dialect.instant),
                CONSTRAINT source_records_form CHECK (length(place) = 16 AND length(authority) > 0),
                CONSTRAINT source_records_version_counts CHECK (version >= 1)
            ) \(dialect.table)
            """,
            "CREATE UNIQUE INDEX source_records_live ON source_records (place) WHERE replaced_at IS NULL",
            "CREATE INDEX source_records_by_key ON source_records (key_version)",
            """
            CREATE TABLE source_record_versions (
                record_number \(dialect.integer) NOT NULL,
                version \(dialect.integer) NOT NULL,
                \(cells),
                PRIMARY KEY (record_number, version),
                CONSTRAINT source_record_versions_record
                    FOREIGN KEY (record_number) REFERENCES source_records (record_number),
                CONSTRAINT source_record_versions_version_counts CHECK (version >= 1)
            ) \(dialect.keyedTable)
            """,
            "CREATE INDEX source_record_versions_by_key ON source_record_versions (key_version)",
        ]
    }

    /// A link is ended, never changed: a row for each time that a record came to an index, or was judged anew. All versions
    /// of the record from `first_version` to `record_version` speak for the person.
    private static func linkTables(_ dialect: any SQLDialect) -> [String] {
        let origins = "'opened', 'matched', 'joined', 'reviewer'"
        return [
            """
            CREATE TABLE index_links (
                record_number \(dialect.integer) NOT NULL,
                link_number \(dialect.integer) NOT NULL,
                record_version \(dialect.integer) NOT NULL,
                first_version \(dialect.integer) NOT NULL,
                index_number \(dialect.integer) NOT NULL,
                origin \(dialect.text) NOT NULL,
                decided_by \(dialect.text),
                model \(dialect.text) NOT NULL,
                explanation \(dialect.blob) NOT NULL,
                key_version \(dialect.integer) NOT NULL,
                valid_from \(dialect.instant) NOT NULL,
                valid_until \(dialect.instant),
                PRIMARY KEY (record_number, link_number),
                CONSTRAINT index_links_record FOREIGN KEY (record_number) REFERENCES source_records (record_number),
                CONSTRAINT index_links_person FOREIGN KEY (index_number) REFERENCES index_persons (index_number),
                CONSTRAINT index_links_counts CHECK (
                    link_number >= 1 AND first_version >= 1 AND record_version >= first_version
                ),
                CONSTRAINT index_links_origin CHECK (origin IN (\(origins))),
                CONSTRAINT index_links_reviewer CHECK ((origin = 'reviewer') = (decided_by IS NOT NULL)),
                CONSTRAINT index_links_valid_forward CHECK (valid_until IS NULL OR valid_until >= valid_from)
            ) \(dialect.keyedTable)
            """,
            """
            CREATE UNIQUE INDEX index_links_live ON index_links (record_number) WHERE valid_until IS NULL
            """,
            """
            CREATE INDEX index_links_of_person
            ON index_links (index_number, valid_until, record_number, record_version, first_version)
            """,
            "CREATE INDEX index_links_by_key ON index_links (key_version)",
        ]
    }

    /// Of a pair the lower number stands first. Weights are thousandths of a bit, probabilities millionths.
    private static func reviewTables(_ dialect: any SQLDialect) -> [String] {
        [
            """
            CREATE TABLE index_apart (
                apart_id \(dialect.sequence),
                lower_index \(dialect.integer) NOT NULL,
                higher_index \(dialect.integer) NOT NULL,
                decided_by \(dialect.text) NOT NULL,
                decided_at \(dialect.instant) NOT NULL,
                withdrawn_by \(dialect.text),
                withdrawn_at \(dialect.instant),
                CONSTRAINT index_apart_lower FOREIGN KEY (lower_index) REFERENCES index_persons (index_number),
                CONSTRAINT index_apart_higher FOREIGN KEY (higher_index) REFERENCES index_persons (index_number),
                CONSTRAINT index_apart_ordered CHECK (lower_index < higher_index),
                CONSTRAINT index_apart_withdrawn CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL))
            ) \(dialect.table)
            """,
            "CREATE UNIQUE INDEX index_apart_once ON index_apart (lower_index, higher_index) WHERE withdrawn_at IS NULL",
            "CREATE INDEX index_apart_by_higher ON index_apart (higher_index)",
            """
            CREATE TABLE index_reviews (
                review_id \(dialect.sequence),
                lower_index \(dialect.integer) NOT NULL,
                higher_index \(dialect.integer) NOT NULL,
                record_number \(dialect.integer) NOT NULL,
                other_record \(dialect.integer) NOT NULL,
                weight \(dialect.integer) NOT NULL,
                probability \(dialect.integer) NOT NULL,
                model \(dialect.text) NOT NULL,
                explanation \(dialect.blob) NOT NULL,
                key_version \(dialect.integer) NOT NULL,
                state \(dialect.text) NOT NULL,
                opened_at \(dialect.instant) NOT NULL,
                verdict \(dialect.text),
                decided_by \(dialect.text),
                decided_at \(dialect.instant),
                CONSTRAINT index_reviews_lower FOREIGN KEY (lower_index) REFERENCES index_persons (index_number),
                CONSTRAINT index_reviews_higher FOREIGN KEY (higher_index) REFERENCES index_persons (index_number),
                CONSTRAINT index_reviews_record FOREIGN KEY (record_number) REFERENCES source_records (record_number),
                CONSTRAINT index_reviews_other FOREIGN KEY (other_record) REFERENCES source_records (record_number),
                CONSTRAINT index_reviews_ordered CHECK (lower_index < higher_index),
                CONSTRAINT index_reviews_probability CHECK (probability BETWEEN 0 AND 1000000),
                CONSTRAINT index_reviews_state CHECK (state IN ('open', 'settled', 'decided')),
                CONSTRAINT index_reviews_verdict CHECK (verdict IN ('same', 'not-same')),
                CONSTRAINT index_reviews_decided CHECK (
                    (state = 'decided') = (verdict IS NOT NULL) AND (verdict IS NULL) = (decided_by IS NULL)
                    AND (verdict IS NULL) = (decided_at IS NULL)
                )
            ) \(dialect.table)
            """,
            """
            CREATE UNIQUE INDEX index_reviews_once ON index_reviews (lower_index, higher_index) WHERE verdict IS NULL
            """,
            "CREATE INDEX index_reviews_by_higher ON index_reviews (higher_index) WHERE verdict IS NULL",
            """
            CREATE INDEX index_reviews_open ON index_reviews (weight, review_id) WHERE state = 'open'
            """,
            "CREATE INDEX index_reviews_of_record ON index_reviews (record_number)",
            "CREATE INDEX index_reviews_by_key ON index_reviews (key_version)",
        ]
    }

    /// One event for each version of an index. It waits until it was sent.
    private static func indexEventTables(_ dialect: any SQLDialect) -> [String] {
        [
            """
            CREATE TABLE index_events (
                event_id \(dialect.sequence),
                index_number \(dialect.integer) NOT NULL,
                version \(dialect.integer) NOT NULL,
                kind \(dialect.text) NOT NULL,
                record_number \(dialect.integer),
                other_index \(dialect.integer),
                at \(dialect.instant) NOT NULL,
                sent_at \(dialect.instant),
                CONSTRAINT index_events_once UNIQUE (index_number, version),
                CONSTRAINT index_events_person FOREIGN KEY (index_number) REFERENCES index_persons (index_number),
                CONSTRAINT index_events_kind CHECK (
                    kind IN ('create', 'update', 'link', 'unlink', 'merge', 'unmerge')
                )
            ) \(dialect.table)
            """,
            "CREATE INDEX index_events_waiting ON index_events (event_id) WHERE sent_at IS NULL",
        ]
    }
}
