extension Migration {
    /// The audit log has no foreign keys: an entry also records acts on what does not exist.
    static func auditTables(_ dialect: any SQLDialect) -> [String] {
        [
            """
            CREATE TABLE audit_entries (
                sequence \(dialect.sequence),
                at \(dialect.instant) NOT NULL,
                operation \(dialect.text) NOT NULL,
                outcome \(dialect.text) NOT NULL,
                role \(dialect.text) NOT NULL,
                actor \(dialect.text),
                institution_code \(dialect.text),
                department \(dialect.text),
                terminal_code \(dialect.text),
                operator_id \(dialect.text),
                step \(dialect.text),
                purpose \(dialect.text),
                person_id \(dialect.text),
                card_id \(dialect.text),
                shown \(dialect.text) NOT NULL,
                request_id \(dialect.text) NOT NULL,
                CONSTRAINT audit_entries_outcome CHECK (length(outcome) > 0)
            ) \(dialect.table)
            """,
            """
            CREATE INDEX audit_entries_looks ON audit_entries (person_id, sequence)
            WHERE shown <> '' AND role <> 'resident'
            """,
            """
            CREATE INDEX audit_entries_refused_scans ON audit_entries (at, outcome)
            WHERE operation = 'code.scan' AND outcome <> 'ok'
            """,
        ] + dialect.appendOnly("audit_entries") + [
            """
            CREATE TABLE look_disputes (
                sequence \(dialect.integer) NOT NULL PRIMARY KEY,
                person_id \(dialect.text) NOT NULL,
                disputed_at \(dialect.instant) NOT NULL,
                CONSTRAINT look_disputes_entry FOREIGN KEY (sequence) REFERENCES audit_entries (sequence)
            ) \(dialect.table)
            """
        ]
    }

    static func markTables(_ dialect: any SQLDialect) -> [String] {
        [
            """
            CREATE TABLE used_codes (
                token \(dialect.blob) NOT NULL PRIMARY KEY,
                used_at \(dialect.instant) NOT NULL,
                CONSTRAINT used_codes_token_form CHECK (length(token) = 16)
            ) \(dialect.keyedTable)
            """,
            "CREATE INDEX used_codes_by_time ON used_codes (used_at)",
            """
            CREATE TABLE nonces (
                app_id \(dialect.text) NOT NULL,
                nonce \(dialect.text) NOT NULL,
                used_at \(dialect.instant) NOT NULL,
                PRIMARY KEY (app_id, nonce)
            ) \(dialect.keyedTable)
            """,
            "CREATE INDEX nonces_by_time ON nonces (used_at)",
            """
            CREATE TABLE idempotency (
                caller \(dialect.text) NOT NULL,
                idempotency_key \(dialect.text) NOT NULL,
                request_digest \(dialect.blob) NOT NULL,
                answer \(dialect.text) NOT NULL,
                answered_at \(dialect.instant) NOT NULL,
                PRIMARY KEY (caller, idempotency_key),
                CONSTRAINT idempotency_digest_form CHECK (length(request_digest) = 32)
            ) \(dialect.keyedTable)
            """,
        ]
    }

    static func signInTables(_ dialect: any SQLDialect) -> [String] {
        [
            """
            CREATE TABLE one_time_codes (
                phone \(dialect.blob) NOT NULL PRIMARY KEY,
                digest \(dialect.blob) NOT NULL,
                salt \(dialect.blob) NOT NULL,
                sent_at \(dialect.instant) NOT NULL,
                expires_at \(dialect.instant) NOT NULL,
                wrong_tries \(dialect.integer) NOT NULL,
                CONSTRAINT one_time_codes_tries CHECK (wrong_tries >= 0)
            ) \(dialect.keyedTable)
            """,
            """
            CREATE TABLE sign_in_links (
                digest \(dialect.blob) NOT NULL PRIMARY KEY,
                operator_id \(dialect.text) NOT NULL,
                expires_at \(dialect.instant) NOT NULL,
                CONSTRAINT sign_in_links_operator FOREIGN KEY (operator_id) REFERENCES operators (operator_id)
            ) \(dialect.keyedTable)
            """,
            """
            CREATE TABLE sessions (
                digest \(dialect.blob) NOT NULL PRIMARY KEY,
                phone \(dialect.blob),
                operator_id \(dialect.text),
                form_token \(dialect.text) NOT NULL,
                created_at \(dialect.instant) NOT NULL,
                expires_at \(dialect.instant) NOT NULL,
                key_version \(dialect.integer),
                CONSTRAINT sessions_key CHECK ((phone IS NULL) = (key_version IS NULL)),
                CONSTRAINT sessions_one_holder CHECK ((phone IS NULL) <> (operator_id IS NULL)),
                CONSTRAINT sessions_operator FOREIGN KEY (operator_id) REFERENCES operators (operator_id)
            ) \(dialect.keyedTable)
            """,
            "CREATE INDEX sessions_by_expiry ON sessions (expires_at)",
            """
            CREATE TABLE resident_accounts (
                phone \(dialect.blob) NOT NULL,
                person_id \(dialect.text) NOT NULL,
                attached_at \(dialect.instant) NOT NULL,
                PRIMARY KEY (phone, person_id),
                CONSTRAINT resident_accounts_person FOREIGN KEY (person_id) REFERENCES persons (person_id)
            ) \(dialect.keyedTable)
            """,
        ]
    }
}
