extension Migration {
    /// Migration 9: who is told of index events. An older release runs on it, and tells nobody.
    ///
    /// Every registration reads `index_subscriptions`; what a subscriber's request writes lies apart, in `index_feeds`, so
    /// that the two never conflict. `index_deliveries` is made from subscriptions in the same statement, so it pays for
    /// no foreign key to them. Those without a number lie together in its index, being null. An event lies in it once for each subscriber until it is old; that it was sent (migration 7)
    /// is nobody's business any more.
    static func subscriptionStatements(_ dialect: any SQLDialect) -> [String] {
        [
            "DROP INDEX index_events_waiting",
            "ALTER TABLE index_events DROP COLUMN sent_at",
            """
            CREATE TABLE index_subscriptions (
                authority \(dialect.text) NOT NULL PRIMARY KEY,
                subscribed_at \(dialect.instant) NOT NULL,
                ended_at \(dialect.instant),
                CONSTRAINT index_subscriptions_form CHECK (length(authority) > 0)
            ) \(dialect.keyedTable)
            """,
            """
            CREATE TABLE index_feeds (
                authority \(dialect.text) NOT NULL PRIMARY KEY,
                last_number \(dialect.integer) NOT NULL,
                expired_number \(dialect.integer) NOT NULL,
                taken_number \(dialect.integer) NOT NULL,
                asked_at \(dialect.instant),
                CONSTRAINT index_feeds_subscription
                    FOREIGN KEY (authority) REFERENCES index_subscriptions (authority),
                CONSTRAINT index_feeds_forward CHECK (
                    0 <= expired_number AND expired_number <= last_number AND taken_number <= last_number
                )
            ) \(dialect.keyedTable)
            """,
            """
            CREATE TABLE index_deliveries (
                authority \(dialect.text) NOT NULL,
                event_id \(dialect.integer) NOT NULL,
                number \(dialect.integer),
                PRIMARY KEY (authority, event_id),
                CONSTRAINT index_deliveries_event FOREIGN KEY (event_id) REFERENCES index_events (event_id),
                CONSTRAINT index_deliveries_number_counts CHECK (number >= 1)
            ) \(dialect.keyedTable)
            """,
            "CREATE UNIQUE INDEX index_deliveries_once ON index_deliveries (authority, number)",
        ]
    }
}
