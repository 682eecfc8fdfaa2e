import Storage

/// Lays a table into months: the rows stay in their table, which becomes the first partition, of all time until the end
/// of this month. It is read once on the way, to see that nothing in it is later; the few rows that are move.
extension PostgresDialect {
    func inMonths(_ table: MonthlyTable) -> [String] {
        let (name, before) = (table.name, "\(table.name)_before")
        var statements = ["LOCK TABLE \(([name] + table.references.map(\.table)).joined(separator: ", "))"]
        statements += table.references.map { "ALTER TABLE \($0.table) DROP CONSTRAINT \($0.constraint)" }
        statements += [
            "ALTER TABLE \(name) RENAME TO \(before)", "ALTER INDEX \(name)_pkey RENAME TO \(before)_pkey",
        ]
        statements += (table.unique + table.indexes.map(\.name)).map { index in
            "ALTER INDEX \(index) RENAME TO \(before)\(index.dropFirst(name.count))"
        }
        statements.append("CREATE TABLE \(name) (\n\(table.definition)\n) PARTITION BY RANGE (\(table.time))")
        statements += table.indexes.map { "CREATE INDEX \($0.name) ON \(name) \($0.words)" }
        statements.append(
            "CREATE TABLE \(name)_default PARTITION OF \(name) (PRIMARY KEY (\(table.key))) DEFAULT"
        )
        if table.isAppendOnly {
            let rule = "\(name)_append_only"
            statements.append(Self.counting(table))
            statements.append("ALTER TABLE \(before) ALTER COLUMN \(table.key) DROP IDENTITY")
            statements += [Self.guarding(name, rule), Self.guarding("\(name)_default", rule)]
        }
        statements.append(Self.attaching(table, before))
        return statements
    }

    /// Goes on counting where the table stopped.
    private static func counting(_ table: MonthlyTable) -> String {
        """
        SELECT setval(pg_get_serial_sequence('\(table.name)', '\(table.key)'), coalesce(max(\(table.key)), 1),
            max(\(table.key)) IS NOT NULL) FROM \(table.name)_before
        """
    }

    /// Where rows of a later month are found, they go to the partition of what has no month.
    private static func attaching(_ table: MonthlyTable, _ before: String) -> String {
        let (rule, later) = ("\(table.name)_append_only", "\(before) WHERE \(table.time) >= bound")
        let moving = ["INSERT INTO \(table.name) SELECT * FROM \(later);", "DELETE FROM \(later);"]
        let guarded = { (act: String) in ["ALTER TABLE \(before) \(act) TRIGGER \(rule);"] }
        let moves = table.isAppendOnly ? guarded("DISABLE") + moving + guarded("ENABLE") : moving
        let month = "date_trunc(''month'', statement_timestamp() AT TIME ZONE ''UTC'' + interval ''8 hours'')"
        return """
            DO '
            DECLARE
                bound bigint := extract(epoch FROM \(month) + interval ''1 month'' - interval ''8 hours'') * 1000;
                attach text := format(
                    ''ALTER TABLE \(table.name) ATTACH PARTITION \(before) FOR VALUES FROM (MINVALUE) TO (%s)'', bound);
            BEGIN
                EXECUTE attach;
            EXCEPTION WHEN check_violation THEN
                \(moves.joined(separator: "\n    "))
                EXECUTE attach;
            END'
            """
    }
}
