/// Brings a schema forward and refuses what it does not know.
package struct Migrator: Sendable {
    package let dialect: any SQLDialect
    /// Numbered from 1 without gaps.
    package let migrations: [Migration]

    package init(dialect: any SQLDialect, migrations: [Migration] = Migration.all) {
        precondition(migrations.map(\.number) == Array(1...migrations.count), "migrations are numbered from 1")
        self.dialect = dialect
        self.migrations = migrations
    }

    private static let select = SQLStatement(
        "schema_migrations",
        "SELECT number, digest FROM schema_migrations ORDER BY number LIMIT 10000"
    )
    private static let insert = SQLStatement(
        "schema_migrations",
        "INSERT INTO schema_migrations (number, name, digest) VALUES ($1, $2, $3)"
    )

    /// Applies what is missing, inside the caller's transaction.
    ///
    /// - Returns: how many migrations were applied; 0 where the schema is current.
    /// - Throws: `StorageFault.schemaNewer`, `.migrationChanged`.
    package func migrate(_ connection: any SQLConnection) throws -> Int {
        let table = SQLStatement(
            "schema_migrations",
            """
            CREATE TABLE IF NOT EXISTS schema_migrations (
                number \(dialect.integer) NOT NULL PRIMARY KEY,
                name \(dialect.text) NOT NULL,
                digest \(dialect.text) NOT NULL
            ) \(dialect.table)
            """
        )
        _ = try connection.execute(table, [])
        let applied = try version(connection)
        for migration in migrations.dropFirst(applied) {
            for text in migration.statements(dialect) {
                _ = try connection.execute(SQLStatement("migration \(migration.number)", text), [])
            }
            _ = try connection.execute(
                Self.insert,
                [.integer(migration.number), .text(migration.name), .text(migration.digest(in: dialect))]
            )
        }
        return migrations.count - applied
    }

    /// Passes if the schema is exactly what this release knows.
    ///
    /// - Throws: `StorageFault.schemaOlder`, `.schemaNewer`, `.migrationChanged`.
    package func requireCurrent(_ connection: any SQLConnection) throws {
        let applied = try version(connection)
        guard applied == migrations.count else {
            throw StorageFault.schemaOlder(found: applied, known: migrations.count)
        }
    }

    /// The number of the newest applied migration.
    private func version(_ connection: any SQLConnection) throws -> Int {
        let rows = try connection.rows(Self.select, [])
        for (index, row) in rows.enumerated() where index < migrations.count {
            let migration = migrations[index]
            guard try row.count(0) == migration.number, try row.text(1) == migration.digest(in: dialect) else {
                throw StorageFault.migrationChanged(number: migration.number)
            }
        }
        guard rows.count <= migrations.count else {
            throw StorageFault.schemaNewer(found: rows.count, known: migrations.count)
        }
        return rows.count
    }
}
