import Storage

/// How far the servers that follow are behind, as their primary knows it (PostgreSQL 15, 28.2.4).
enum StandbyLag {
    /// Standbys; the longest replay lag in milliseconds; the most bytes of log not replayed. The last two are -1 where
    /// nothing lags, or the role may not see it.
    static let statement = SQLStatement(
        "standby_lag",
        """
        SELECT count(*)::bigint, coalesce(max(extract(epoch FROM replay_lag) * 1000), -1)::bigint,
            coalesce(max(pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn)), -1)::bigint
        FROM pg_stat_replication
        """
    )
}
