extension Migration {
    /// Migration 12: registrations that do not say who the person is yet (`A14`), since when, and the event of their
    /// conversion. What was registered before counts as saying it.
    static func conversionStatements(_ dialect: any SQLDialect) -> [String] {
        let kinds = "kind IN ('create', 'update', 'convert', 'link', 'unlink', 'merge', 'unmerge')"
        return [
            """
            ALTER TABLE source_records ADD COLUMN provisional \(dialect.text)
            CONSTRAINT source_records_provisional CHECK (provisional IN ('newborn', 'temporary', 'unidentified'))
            """,
            "ALTER TABLE source_records ADD COLUMN provisional_since \(dialect.instant)",
            """
            CREATE INDEX source_records_overdue ON source_records (provisional, provisional_since)
            WHERE provisional IS NOT NULL
            """,
            """
            CREATE INDEX source_records_to_convert ON source_records (authority, record_number)
            WHERE provisional IS NOT NULL
            """,
        ]
            + dialect.changed(
                "index_events",
                columns: "event_id, index_number, version, kind, record_number, other_index, at",
                definition: """
                    event_id \(dialect.sequence),
                    index_number \(dialect.integer) NOT NULL,
                    version \(dialect.integer) NOT NULL,
                    kind \(dialect.text) NOT NULL,
                    record_number \(dialect.integer),
                    other_index \(dialect.integer),
                    at \(dialect.instant) NOT NULL,
                    CONSTRAINT index_events_once UNIQUE (index_number, version),
                    CONSTRAINT index_events_person FOREIGN KEY (index_number) REFERENCES index_persons (index_number),
                    CONSTRAINT index_events_kind CHECK (\(kinds))
                    """,
                changes: [
                    "DROP CONSTRAINT index_events_kind",
                    "ADD CONSTRAINT index_events_kind CHECK (\(kinds))",
                ],
                isKeyed: false
            )
    }
}
