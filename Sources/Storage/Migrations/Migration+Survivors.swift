extension Migration {
    /// Migration 13: who was merged into whom, found without the table of persons: each member of a block is asked for,
    /// nearly none was merged, and the table has a page for each. An older release runs on it.
    ///
    /// SQLite takes the table wherever a key's name alone is compared; a sum it finds in this index only.
    static func survivorStatements(_ dialect: any SQLDialect) -> [String] {
        [
            "CREATE INDEX index_persons_survivors ON index_persons ((index_number + 0), survivor) WHERE survivor IS NOT NULL"
        ]
    }
}
