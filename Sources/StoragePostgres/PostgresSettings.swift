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
    /// The standbys that a commit waits for; empty where it waits for none.
    package let synchronousStandbyNames: String
    /// How many standbys there are, connected or with a physical replication slot of their own; base backups that run
    /// are not counted.
    package let standbyCount: Int

    package init(
        fsync: String,
        fullPageWrites: String,
        synchronousCommit: String,
        version: String,
        synchronousStandbyNames: String = "",
        standbyCount: Int = 0
    ) {
        self.synchronousStandbyNames = synchronousStandbyNames
        self.standbyCount = standbyCount
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
            version: try row?.text(3) ?? "",
            synchronousStandbyNames: try row?.text(4) ?? "",
            standbyCount: Int(try row?.integer(5) ?? 0)
        )
    }

    private static let select = SQLStatement(
        "settings",
        """
        SELECT current_setting('fsync'), current_setting('full_page_writes'), current_setting('synchronous_commit'),
            split_part(current_setting('server_version'), ' ', 1), current_setting('synchronous_standby_names'),
            (SELECT count(*) FROM pg_replication_slots WHERE slot_type = 'physical' AND NOT temporary)
                + (SELECT count(*) FROM pg_stat_replication AS sender
                    WHERE sender.state IS DISTINCT FROM 'backup' AND NOT EXISTS
                        (SELECT 1 FROM pg_replication_slots AS slot WHERE slot.active_pid = sender.pid))
        """
    )

    /// - Throws: `StorageFault.settingRefused` where production could lose what it acknowledged.
    package func requireSafe() throws(StorageFault) {
        guard fsync == "on" else { throw .settingRefused(name: "fsync", found: fsync) }
        guard fullPageWrites == "on" else { throw .settingRefused(name: "full_page_writes", found: fullPageWrites) }
        guard ["on", "remote_apply", "remote_write"].contains(synchronousCommit) else {
            throw .settingRefused(name: "synchronous_commit", found: synchronousCommit)
        }
        // A standby that nobody waits for lacks the latest commits when it takes over.
        guard standbyCount == 0 || !synchronousStandbyNames.isEmpty else {
            throw .settingRefused(name: "synchronous_standby_names", found: "")
        }
    }
}
