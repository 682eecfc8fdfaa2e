extension Migration {
    /// Root keys by name, master keys wrapped, custodians by digest. No key lies here in clear.
    static func keyTables(_ dialect: any SQLDialect) -> [String] {
        [
            """
            CREATE TABLE key_roots (
                purpose \(dialect.text) NOT NULL,
                version \(dialect.integer) NOT NULL,
                region_code \(dialect.text) NOT NULL,
                place \(dialect.text) NOT NULL,
                locator \(dialect.blob) NOT NULL,
                state \(dialect.text) NOT NULL,
                created_at \(dialect.instant) NOT NULL,
                changed_at \(dialect.instant) NOT NULL,
                PRIMARY KEY (purpose, version),
                CONSTRAINT key_roots_purpose CHECK (purpose IN ('signing', 'sealing')),
                CONSTRAINT key_roots_state CHECK (state IN ('active', 'archived', 'destroyed'))
            ) \(dialect.keyedTable)
            """,
            "CREATE UNIQUE INDEX key_roots_active ON key_roots (purpose) WHERE state = 'active'",
            """
            CREATE TABLE master_keys (
                purpose \(dialect.text) NOT NULL,
                region_code \(dialect.text) NOT NULL,
                version \(dialect.integer) NOT NULL,
                state \(dialect.text) NOT NULL,
                root_version \(dialect.integer) NOT NULL,
                wrapped \(dialect.blob) NOT NULL,
                generated_at \(dialect.instant) NOT NULL,
                activated_at \(dialect.instant),
                archived_at \(dialect.instant),
                destroyed_at \(dialect.instant),
                valid_until \(dialect.instant) NOT NULL,
                PRIMARY KEY (purpose, region_code, version),
                CONSTRAINT master_keys_state CHECK (state IN ('generated', 'active', 'archived', 'destroyed')),
                CONSTRAINT master_keys_gone CHECK ((state = 'destroyed') = (length(wrapped) = 0))
            ) \(dialect.keyedTable)
            """,
            "CREATE UNIQUE INDEX master_keys_active ON master_keys (purpose, region_code) WHERE state = 'active'",
            """
            CREATE TABLE custodians (
                operator_id \(dialect.text) NOT NULL PRIMARY KEY,
                salt \(dialect.blob) NOT NULL,
                digest \(dialect.blob) NOT NULL,
                enrolled_at \(dialect.instant) NOT NULL,
                wrong_tries \(dialect.integer) NOT NULL,
                last_wrong_at \(dialect.instant),
                CONSTRAINT custodians_tries CHECK (wrong_tries >= 0)
            ) \(dialect.keyedTable)
            """,
            """
            CREATE TABLE key_revisions (
                \(dialect.column("only")) \(dialect.integer) NOT NULL PRIMARY KEY,
                revision \(dialect.integer) NOT NULL,
                CONSTRAINT key_revisions_one CHECK (\(dialect.column("only")) = 1)
            ) \(dialect.keyedTable)
            """,
            "INSERT INTO key_revisions (\(dialect.column("only")), revision) VALUES (1, 0)",
        ]
    }
}
