package import Storage

/// The settings of the server on which durability rests, as it states them.
package struct PostgresSettings: Sendable, Equatable {
    /// `on`: what is written is on disk before a commit returns.
    package let fsync: String
    /// `on`: a page that was half written in a power cut is mended.
    package let fullPageWrites: String
    /// `on`, `remote_apply` and `remote_write` wait for the disk and, where there is one, for the synchronous standby;
    /// `local` does not wait for the standby, `off` for nothing.
    package let synchronousCommit: String
    /// Of the server, such as `15.18`.
    package let version: String

    package init(fsync: String, fullPageWrites: String, synchronousCommit: String, version: String) {
        self.fsync = fsync
        self.fullPageWrites = fullPageWrites
        self.synchronousCommit = synchronousCommit
        self.version = version
    }

    init(of connection: any SQLConnection) throws {
        let row = try connection.row(Self.select, [])
        self.init(
            fsync: try row?.text(0) ?? "",
            fullPageWrites: try row?.text(1) ?? "",
            synchronousCommit: try row?.text(2) ?? "",
            version: try row?.text(3) ?? ""
        )
    }

    private static let select = SQLStatement(
        "settings",
        """
        SELECT current_setting('fsync'), current_setting('full_page_writes'), current_setting('synchronous_commit'),
            split_part(current_setting('server_version'), ' ', 1)
        """
    )

    /// - Throws: `StorageFault.settingRefused` where production could lose what it acknowledged.
    package func requireSafe() throws(StorageFault) {
        guard fsync == "on" else { throw .settingRefused(name: "fsync", found: fsync) }
        guard fullPageWrites == "on" else { throw .settingRefused(name: "full_page_writes", found: fullPageWrites) }
        guard ["on", "remote_apply", "remote_write"].contains(synchronousCommit) else {
            throw .settingRefused(name: "synchronous_commit", found: synchronousCommit)
        }
    }
}
