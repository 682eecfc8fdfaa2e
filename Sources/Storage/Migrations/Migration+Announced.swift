extension Migration {
    /// Migration 6: the engine tells every node when apps or keys change, so that none goes on with what it holds. The
    /// news is the name of the table. An older release runs on it, and hears nothing.
    static func announcedStatements(_ dialect: any SQLDialect) -> [String] {
        dialect.announced(["apps", "app_credentials", "key_revisions"])
    }
}
