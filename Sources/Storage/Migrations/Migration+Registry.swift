extension Migration {
    /// Migration 1: persons, cards, callers, uses, audit, marks and sign-in.
    static func registryStatements(_ dialect: any SQLDialect) -> [String] {
        personTables(dialect) + accessTables(dialect) + cardTables(dialect) + useTables(dialect)
            + auditTables(dialect) + markTables(dialect) + signInTables(dialect) + keyTables(dialect)
    }

    /// What is known of a person lies in `person_versions` alone, one row per version, so nothing earlier is lost.
    private static func personTables(_ dialect: any SQLDialect) -> [String] {
        [
            """
            CREATE TABLE persons (
                person_id \(dialect.text) NOT NULL PRIMARY KEY,
                version \(dialect.integer) NOT NULL,
                created_at \(dialect.instant) NOT NULL,
                changed_at \(dialect.instant) NOT NULL,
                CONSTRAINT persons_id_form CHECK (length(person_id) = 64),
                CONSTRAINT persons_version_counts CHECK (version >= 1)
            ) \(dialect.keyedTable)
            """,
            """
            CREATE TABLE person_versions (
                person_id \(dialect.text) NOT NULL,
                version \(dialect.integer) NOT NULL,
                recorded_at \(dialect.instant) NOT NULL,
                id_type \(dialect.text) NOT NULL,
                id_no \(dialect.blob) NOT NULL,
                name \(dialect.blob) NOT NULL,
                gender \(dialect.blob) NOT NULL,
                birth_date \(dialect.blob) NOT NULL,
                phone \(dialect.blob) NOT NULL,
                nation \(dialect.blob) NOT NULL,
                address \(dialect.blob) NOT NULL,
                key_version \(dialect.integer) NOT NULL,
                PRIMARY KEY (person_id, version),
                CONSTRAINT person_versions_person FOREIGN KEY (person_id) REFERENCES persons (person_id),
                CONSTRAINT person_versions_version_counts CHECK (version >= 1)
            ) \(dialect.keyedTable)
            """,
            "CREATE INDEX person_versions_by_key ON person_versions (key_version)",
            """
            CREATE TABLE identifiers (
                link_id \(dialect.sequence),
                authority \(dialect.text) NOT NULL,
                value \(dialect.blob) NOT NULL,
                person_id \(dialect.text) NOT NULL,
                valid_from \(dialect.instant) NOT NULL,
                valid_until \(dialect.instant),
                CONSTRAINT identifiers_person FOREIGN KEY (person_id) REFERENCES persons (person_id),
                CONSTRAINT identifiers_not_empty CHECK (length(authority) > 0 AND length(value) = 16),
                CONSTRAINT identifiers_valid_forward CHECK (valid_until IS NULL OR valid_until >= valid_from)
            ) \(dialect.table)
            """,
            """
            CREATE UNIQUE INDEX identifiers_active ON identifiers (authority, value) WHERE valid_until IS NULL
            """,
            "CREATE INDEX identifiers_of_person ON identifiers (person_id)",
        ]
    }

    /// Lists of words (an app's operations, an institution's departments) are one column: they are only ever read
    /// whole, and on every scan.
    private static func accessTables(_ dialect: any SQLDialect) -> [String] {
        [
            """
            CREATE TABLE institutions (
                institution_code \(dialect.text) NOT NULL PRIMARY KEY,
                name_zh \(dialect.text) NOT NULL,
                name_en \(dialect.text) NOT NULL,
                level \(dialect.text),
                category \(dialect.text) NOT NULL,
                region_code \(dialect.text) NOT NULL,
                status \(dialect.text) NOT NULL,
                departments \(dialect.text) NOT NULL,
                CONSTRAINT institutions_status CHECK (status IN ('filed', 'authorised', 'frozen', 'withdrawn'))
            ) \(dialect.keyedTable)
            """,
            """
            CREATE TABLE apps (
                app_id \(dialect.text) NOT NULL PRIMARY KEY,
                name \(dialect.text) NOT NULL,
                record_number \(dialect.text) NOT NULL,
                institution_code \(dialect.text),
                status \(dialect.text) NOT NULL,
                operations \(dialect.text) NOT NULL,
                CONSTRAINT apps_record_number UNIQUE (record_number),
                CONSTRAINT apps_institution FOREIGN KEY (institution_code) REFERENCES institutions (institution_code),
                CONSTRAINT apps_status CHECK (status IN ('filed', 'authorised', 'frozen', 'withdrawn'))
            ) \(dialect.keyedTable)
            """,
            """
            CREATE TABLE app_credentials (
                app_id \(dialect.text) NOT NULL,
                position \(dialect.integer) NOT NULL,
                secret \(dialect.blob),
                public_key \(dialect.blob),
                credential_id \(dialect.text) NOT NULL,
                key_version \(dialect.integer),
                PRIMARY KEY (app_id, position),
                CONSTRAINT app_credentials_app FOREIGN KEY (app_id) REFERENCES apps (app_id),
                CONSTRAINT app_credentials_few CHECK (position BETWEEN 1 AND 4),
                CONSTRAINT app_credentials_one_kind CHECK ((secret IS NULL) <> (public_key IS NULL)),
                CONSTRAINT app_credentials_key CHECK ((secret IS NULL) = (key_version IS NULL))
            ) \(dialect.keyedTable)
            """,
            """
            CREATE TABLE terminals (
                terminal_code \(dialect.text) NOT NULL PRIMARY KEY,
                institution_code \(dialect.text) NOT NULL,
                department \(dialect.text) NOT NULL,
                type \(dialect.text) NOT NULL,
                status \(dialect.text) NOT NULL,
                CONSTRAINT terminals_institution
                    FOREIGN KEY (institution_code) REFERENCES institutions (institution_code),
                CONSTRAINT terminals_status CHECK (status IN ('filed', 'authorised', 'frozen', 'withdrawn'))
            ) \(dialect.keyedTable)
            """,
            "CREATE INDEX terminals_of_institution ON terminals (institution_code)",
            """
            CREATE TABLE operators (
                operator_id \(dialect.text) NOT NULL PRIMARY KEY,
                name \(dialect.text) NOT NULL,
                role \(dialect.text) NOT NULL,
                institution_code \(dialect.text),
                status \(dialect.text) NOT NULL,
                CONSTRAINT operators_institution
                    FOREIGN KEY (institution_code) REFERENCES institutions (institution_code),
                CONSTRAINT operators_place CHECK (
                    (role = 'clerk' AND institution_code IS NOT NULL)
                    OR (role = 'centre' AND institution_code IS NULL)
                ),
                CONSTRAINT operators_status CHECK (status IN ('filed', 'authorised', 'frozen', 'withdrawn'))
            ) \(dialect.keyedTable)
            """,
        ]
    }

    /// `cards_one_per_person` covers cancelled cards too: a person has one card for life, and applying again restores
    /// it.
    private static func cardTables(_ dialect: any SQLDialect) -> [String] {
        [
            """
            CREATE TABLE cards (
                card_id \(dialect.text) NOT NULL PRIMARY KEY,
                person_id \(dialect.text) NOT NULL,
                status \(dialect.text) NOT NULL,
                status_changed_at \(dialect.instant) NOT NULL,
                proofing_method \(dialect.text) NOT NULL,
                proofing_verifier \(dialect.text) NOT NULL,
                proofed_at \(dialect.instant) NOT NULL,
                channel \(dialect.text) NOT NULL,
                issued_by \(dialect.text),
                issued_at \(dialect.instant) NOT NULL,
                CONSTRAINT cards_one_per_person UNIQUE (person_id),
                CONSTRAINT cards_with_holder UNIQUE (card_id, person_id),
                CONSTRAINT cards_person FOREIGN KEY (person_id) REFERENCES persons (person_id),
                CONSTRAINT cards_issuer FOREIGN KEY (issued_by) REFERENCES apps (app_id),
                CONSTRAINT cards_id_form CHECK (length(card_id) = 64 AND card_id <> person_id),
                CONSTRAINT cards_status CHECK (status IN ('active', 'suspended', 'cancelled'))
            ) \(dialect.keyedTable)
            """,
            """
            CREATE TABLE card_apps (
                card_id \(dialect.text) NOT NULL,
                app_id \(dialect.text) NOT NULL,
                bound_at \(dialect.instant) NOT NULL,
                PRIMARY KEY (card_id, app_id),
                CONSTRAINT card_apps_card FOREIGN KEY (card_id) REFERENCES cards (card_id),
                CONSTRAINT card_apps_app FOREIGN KEY (app_id) REFERENCES apps (app_id)
            ) \(dialect.keyedTable)
            """,
        ]
    }

    private static func useTables(_ dialect: any SQLDialect) -> [String] {
        [
            """
            CREATE TABLE uses (
                use_id \(dialect.text) NOT NULL PRIMARY KEY,
                card_id \(dialect.text) NOT NULL,
                person_id \(dialect.text) NOT NULL,
                institution_code \(dialect.text) NOT NULL,
                department \(dialect.text) NOT NULL,
                terminal_code \(dialect.text) NOT NULL,
                terminal_type \(dialect.text) NOT NULL,
                operator_id \(dialect.text) NOT NULL,
                step \(dialect.text) NOT NULL,
                purpose \(dialect.text) NOT NULL,
                code_type \(dialect.text) NOT NULL,
                app_id \(dialect.text),
                result \(dialect.text) NOT NULL,
                used_at \(dialect.instant) NOT NULL,
                CONSTRAINT uses_once UNIQUE (card_id, terminal_code, step, used_at),
                CONSTRAINT uses_card_of_holder
                    FOREIGN KEY (card_id, person_id) REFERENCES cards (card_id, person_id),
                CONSTRAINT uses_institution
                    FOREIGN KEY (institution_code) REFERENCES institutions (institution_code),
                CONSTRAINT uses_id_form CHECK (length(use_id) = 64),
                CONSTRAINT uses_result CHECK (result IN ('accepted', 'hint', 'reported'))
            ) \(dialect.keyedTable)
            """,
            "CREATE INDEX uses_by_time ON uses (used_at, institution_code, step)",
        ]
    }
}
