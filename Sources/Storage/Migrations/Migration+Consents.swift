extension Migration {
    /// Residents' consents and the texts they are about. An older release sends codes without terms, hence the null.
    static func consentStatements(_ dialect: any SQLDialect) -> [String] {
        [
            "ALTER TABLE one_time_codes ADD COLUMN terms_digest \(dialect.blob)",
            """
            CREATE TABLE consent_terms (
                digest \(dialect.blob) NOT NULL PRIMARY KEY,
                edition \(dialect.integer) NOT NULL,
                language \(dialect.text) NOT NULL,
                body \(dialect.text) NOT NULL
            ) \(dialect.keyedTable)
            """,
            """
            CREATE TABLE consents (
                consent_id \(dialect.text) NOT NULL PRIMARY KEY,
                region_code \(dialect.text) NOT NULL,
                phone \(dialect.blob) NOT NULL,
                subject \(dialect.blob) NOT NULL,
                terms_digest \(dialect.blob) NOT NULL,
                given_at \(dialect.instant) NOT NULL,
                proved_at \(dialect.instant) NOT NULL,
                key_version \(dialect.integer) NOT NULL,
                root_version \(dialect.integer),
                public_key \(dialect.blob),
                signature \(dialect.blob),
                signed_at \(dialect.instant),
                CONSTRAINT consents_terms FOREIGN KEY (terms_digest) REFERENCES consent_terms (digest),
                CONSTRAINT consents_signed CHECK (
                    (signature IS NULL) = (signed_at IS NULL)
                    AND (signature IS NULL) = (root_version IS NULL)
                    AND (signature IS NULL) = (public_key IS NULL)
                )
            ) \(dialect.keyedTable)
            """,
            "CREATE UNIQUE INDEX consents_once ON consents (phone, terms_digest)",
            "CREATE INDEX consents_unsigned ON consents (proved_at) WHERE signature IS NULL",
            "CREATE INDEX consents_by_time ON consents (proved_at)",
        ]
    }
}
