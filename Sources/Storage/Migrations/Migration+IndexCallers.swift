extension Migration {
    /// Migration 8: who asks the main index. An audit entry names the person of the index whom an act was about; a source
    /// record may be withdrawn by its authority, or merged into another record of it. An older release runs on it.
    static func indexCallerStatements(_ dialect: any SQLDialect) -> [String] {
        [
            "ALTER TABLE audit_entries ADD COLUMN index_number \(dialect.integer)",
            """
            CREATE INDEX audit_entries_of_index ON audit_entries (index_number, sequence) WHERE index_number IS NOT NULL
            """,
            "ALTER TABLE source_records ADD COLUMN withdrawn_at \(dialect.instant)",
            "ALTER TABLE source_records ADD COLUMN merged_into \(dialect.integer)",
        ]
    }
}
