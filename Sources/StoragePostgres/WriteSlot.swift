import Storage

/// How a writer learns what became of a transaction whose `COMMIT` was not answered.
///
/// Each writer has a row of its own. A transaction sets the row's `serial` to its own number as its last act, so the
/// row says exactly what was committed, also after a crash or on another server, where a transaction number of PostgreSQL
/// could have been given again. Asking sets `fenced`: should the old connection's bytes still arrive, its transaction
/// meets a row that changed under it and fails. What asking found therefore stays true.
enum WriteSlot {
    /// Rows of writers that are gone are removed when nobody used them for so long.
    private static let keptDays = 30

    static let tables = [
        """
        CREATE TABLE IF NOT EXISTS write_slots (
            slot text COLLATE "C" NOT NULL PRIMARY KEY,
            serial bigint NOT NULL,
            fenced bigint NOT NULL,
            used_on date NOT NULL
        )
        """,
        "DELETE FROM write_slots WHERE used_on < current_date - \(keptDays)",
    ].map { SQLStatement("write_slots", $0) }

    static let name = SQLStatement("write_slots.name", "SELECT gen_random_uuid()::text")

    /// `$1` slot, `$2` the transaction's number.
    static let mark = SQLStatement(
        "write_slots.mark",
        """
        INSERT INTO write_slots (slot, serial, fenced, used_on) VALUES ($1, $2, 0, current_date)
        ON CONFLICT (slot) DO UPDATE SET serial = excluded.serial, used_on = excluded.used_on
        """
    )

    /// `$1` slot, `$2` the transaction's number. Always writes, so that its own commit waits for whatever the asked one
    /// had to wait for, a synchronous standby included.
    static let fence = SQLStatement(
        "write_slots.fence",
        """
        INSERT INTO write_slots (slot, serial, fenced, used_on) VALUES ($1, 0, $2, current_date)
        ON CONFLICT (slot) DO UPDATE SET fenced = excluded.fenced RETURNING serial
        """
    )
}
