import Foundation
import GRDB
import TestSupport

/// A world on a file whose rows a test can count from outside.
struct CountedWorld {
    let world: World
    private let folder: URL
    private let reader: DatabaseQueue

    init() async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "xinglin-services-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        let path = folder.appending(path: "test.sqlite").path
        world = try await World(path: path)
        var configuration = Configuration()
        configuration.readonly = true
        reader = try DatabaseQueue(path: path, configuration: configuration)
    }

    /// The number of rows of every table.
    func counts() throws -> [String: Int] {
        try reader.read { database in
            let tables = try String.fetchAll(
                database,
                sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
            )
            return try tables.reduce(into: [:]) { counts, table in
                counts[table] = try Int.fetchOne(database, sql: "SELECT count(*) FROM \"\(table)\"")
            }
        }
    }

    /// What changed since `before`, by table.
    func growth(since before: [String: Int]) throws -> [String: Int] {
        try counts().reduce(into: [:]) { growth, table in
            let change = table.value - (before[table.key] ?? 0)
            if change != 0 { growth[table.key] = change }
        }
    }

    /// Every value of every row, as SQL literals.
    func dump() throws -> String {
        try reader.read { database in
            let tables = try String.fetchAll(
                database,
                sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
            )
            return try tables.map { table in
                let columns = try database.columns(in: table).map { "quote(\"\($0.name)\")" }
                let sql = "SELECT \(columns.joined(separator: " || ',' || ")) FROM \"\(table)\""
                return try String.fetchAll(database, sql: sql).joined(separator: "\n").lowercased()
            }.joined(separator: "\n")
        }
    }

    func remove() async throws {
        try reader.close()
        try await world.close()
        try FileManager.default.removeItem(at: folder)
    }
}
