extension Migration {
    /// Migration 3: cards made in advance, population lists, hospitals' patient indexes, and the state of imports
    /// (`A05`, `B15`–`B18`). An older release runs on it until the first card is made in advance.
    static func bulkStatements(_ dialect: any SQLDialect) -> [String] {
        preissuedCards(dialect) + indexTables(dialect) + importTables(dialect)
    }

    /// A card that nobody claimed has no proofing.
    private static func preissuedCards(_ dialect: any SQLDialect) -> [String] {
        let status = "CHECK (status IN ('preissued', 'active', 'suspended', 'cancelled'))"
        let whole = """
            CHECK (
                    (proofing_method IS NULL) = (proofing_verifier IS NULL)
                    AND (proofing_method IS NULL) = (proofed_at IS NULL)
                )
            """
        let proofed = "CHECK (proofing_method IS NOT NULL OR status IN ('preissued', 'cancelled'))"
        return dialect.changed(
            "cards",
            columns: """
                card_id, person_id, status, status_changed_at, proofing_method, proofing_verifier, proofed_at, channel, \
                issued_by, issued_at
                """,
            definition: """
                    card_id \(dialect.text) NOT NULL PRIMARY KEY,
                    person_id \(dialect.text) NOT NULL,
                    status \(dialect.text) NOT NULL,
                    status_changed_at \(dialect.instant) NOT NULL,
                    proofing_method \(dialect.text),
                    proofing_verifier \(dialect.text),
                    proofed_at \(dialect.instant),
                    channel \(dialect.text) NOT NULL,
                    issued_by \(dialect.text),
                    issued_at \(dialect.instant) NOT NULL,
                    CONSTRAINT cards_one_per_person UNIQUE (person_id),
                    CONSTRAINT cards_with_holder UNIQUE (card_id, person_id),
                    CONSTRAINT cards_person FOREIGN KEY (person_id) REFERENCES persons (person_id),
                    CONSTRAINT cards_issuer FOREIGN KEY (issued_by) REFERENCES apps (app_id),
                    CONSTRAINT cards_id_form CHECK (length(card_id) = 64 AND card_id <> person_id),
                    CONSTRAINT cards_status \(status),
                    CONSTRAINT cards_proofing_whole \(whole),
                    CONSTRAINT cards_proofed \(proofed)
                """,
            changes: [
                "DROP CONSTRAINT cards_status", "ADD CONSTRAINT cards_status \(status)",
                "ALTER COLUMN proofing_method DROP NOT NULL", "ALTER COLUMN proofing_verifier DROP NOT NULL",
                "ALTER COLUMN proofed_at DROP NOT NULL", "ADD CONSTRAINT cards_proofing_whole \(whole)",
                "ADD CONSTRAINT cards_proofed \(proofed)",
            ],
            isKeyed: true
        )
    }

    private static func indexTables(_ dialect: any SQLDialect) -> [String] {
        [
            """
            CREATE TABLE patient_indexes (
                institution_code \(dialect.text) NOT NULL,
                patient \(dialect.blob) NOT NULL,
                person_id \(dialect.text) NOT NULL,
                patient_id \(dialect.blob) NOT NULL,
                key_version \(dialect.integer) NOT NULL,
                registered_at \(dialect.instant) NOT NULL,
                PRIMARY KEY (institution_code, patient),
                CONSTRAINT patient_indexes_person FOREIGN KEY (person_id) REFERENCES persons (person_id),
                CONSTRAINT patient_indexes_institution
                    FOREIGN KEY (institution_code) REFERENCES institutions (institution_code),
                CONSTRAINT patient_indexes_form CHECK (length(patient) = 16)
            ) \(dialect.keyedTable)
            """,
            "CREATE INDEX patient_indexes_of_person ON patient_indexes (person_id)",
            "CREATE INDEX patient_indexes_by_key ON patient_indexes (key_version)",
            """
            CREATE TABLE population (
                tag \(dialect.text) NOT NULL,
                person_id \(dialect.text) NOT NULL,
                job_id \(dialect.text) NOT NULL,
                PRIMARY KEY (tag, person_id),
                CONSTRAINT population_person FOREIGN KEY (person_id) REFERENCES persons (person_id)
            ) \(dialect.keyedTable)
            """,
        ]
    }

    /// `rejects` holds the lines of the last committed part only, with masked values: what a process that was killed
    /// may not have written to the rejects file.
    private static func importTables(_ dialect: any SQLDialect) -> [String] {
        [
            """
            CREATE TABLE import_jobs (
                job_id \(dialect.text) NOT NULL PRIMARY KEY,
                kind \(dialect.text) NOT NULL,
                file_digest \(dialect.blob) NOT NULL,
                file_bytes \(dialect.integer) NOT NULL,
                tag \(dialect.text),
                operator_id \(dialect.text) NOT NULL,
                checked_by \(dialect.text),
                next_byte \(dialect.integer) NOT NULL,
                row_count \(dialect.integer) NOT NULL,
                added \(dialect.integer) NOT NULL,
                unchanged \(dialect.integer) NOT NULL,
                changed \(dialect.integer) NOT NULL,
                repeated \(dialect.integer) NOT NULL,
                rejected \(dialect.integer) NOT NULL,
                rejects_start \(dialect.integer) NOT NULL,
                rejects \(dialect.blob) NOT NULL,
                started_at \(dialect.instant) NOT NULL,
                saved_at \(dialect.instant) NOT NULL,
                finished_at \(dialect.instant),
                CONSTRAINT import_jobs_form CHECK (length(job_id) = 64 AND length(file_digest) = 32),
                CONSTRAINT import_jobs_counts CHECK (row_count = added + unchanged + changed + repeated + rejected)
            ) \(dialect.keyedTable)
            """,
            "CREATE INDEX import_jobs_by_tag ON import_jobs (tag)",
            """
            CREATE TABLE import_checks (
                report_digest \(dialect.blob) NOT NULL PRIMARY KEY,
                job_id \(dialect.text) NOT NULL,
                operator_id \(dialect.text) NOT NULL,
                report \(dialect.text) NOT NULL,
                checked_at \(dialect.instant) NOT NULL,
                CONSTRAINT import_checks_form CHECK (length(report_digest) = 32)
            ) \(dialect.keyedTable)
            """,
        ]
    }
}
