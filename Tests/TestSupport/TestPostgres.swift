import CPQ
import Foundation
package import HealthCardServices
package import StoragePostgres
import Synchronization

/// The PostgreSQL of the tests: each test has a database of its own on one server, which `XINGLIN_POSTGRES` names
/// (`tools/postgres.sh start` makes it). Without it every test that needs it fails.
package enum TestPostgres {
    /// What is wrong with the server of the tests. It quotes the server, which knows no real person.
    package struct Fault: Error {
        let text: String
    }

    /// A migrated, empty database that others are copied from; made once in a process.
    private static let template = Task<String, any Error> {
        let name = newName()
        try await run("CREATE DATABASE \(name)")
        try await PostgresStorage.open(address(of: name), keys: TestKeys()).close()
        return name
    }

    /// Runs a test on a fresh database, and removes it afterwards.
    ///
    /// - Parameter isEmpty: whether the test migrates it by itself.
    package static func withDatabase<Value>(
        isEmpty: Bool = false,
        _ test: (PostgresAddress) async throws -> Value
    ) async throws -> Value {
        let name = newName()
        let source = isEmpty ? "template0" : try await template.value
        try await run("CREATE DATABASE \(name) TEMPLATE \(source)")
        let outcome: Result<Value, any Error>
        do {
            outcome = .success(try await test(address(of: name)))
        } catch {
            outcome = .failure(error)
        }
        try await run("DROP DATABASE \(name) WITH (FORCE)")
        return try outcome.get()
    }

    /// Runs a test on a fresh, migrated storage.
    package static func withStorage<Value>(
        keys: any ColumnKeys,
        options: PostgresOptions = options,
        _ test: (PostgresStorage) async throws -> Value
    ) async throws -> Value {
        try await withDatabase { address in
            let storage = try await PostgresStorage.open(address, options: options, keys: keys, migrating: false)
            let outcome: Result<Value, any Error>
            do {
                outcome = .success(try await test(storage))
            } catch {
                outcome = .failure(error)
            }
            try await storage.close()
            return try outcome.get()
        }
    }

    /// A fresh, migrated storage for a test that does not say when it ends: its database stays until the server of the
    /// tests is stopped.
    package static func lentStorage(keys: any ColumnKeys) async throws -> PostgresStorage {
        let name = newName()
        try await run("CREATE DATABASE \(name) TEMPLATE \(template.value)")
        return try await .open(address(of: name), options: options, keys: keys, migrating: false)
    }

    /// Few connections, since many tests run at once.
    package static var options: PostgresOptions {
        var options = PostgresOptions()
        options.writers = 4
        options.readers = 2
        return options
    }

    /// The address of a database of the server.
    package static func address(of database: String, on server: String? = nil) throws -> PostgresAddress {
        let parts = try (server ?? self.server()).split(separator: "/postgres?", maxSplits: 1)
        guard parts.count == 2 else { throw Fault(text: "XINGLIN_POSTGRES is postgres://…/postgres?…") }
        return try PostgresAddress("\(parts[0])/\(database)?\(parts[1])")
    }

    /// The path of the server's socket.
    package static func socket() throws -> String {
        guard let match = try server().firstMatch(of: /host=([^&]+)&port=(\d+)/) else {
            throw Fault(text: "XINGLIN_POSTGRES names a socket's folder and a port")
        }
        return "\(match.1)/.s.PGSQL.\(match.2)"
    }

    /// The same database, reached through the socket of port 5432 in another folder.
    package static func address(_ address: PostgresAddress, through folder: String) throws -> PostgresAddress {
        try PostgresAddress(address.text.replacing(/host=.*/, with: "host=\(folder)&port=5432"))
    }

    /// Runs `tools/postgres.sh` on a server of the test's own, and gives what it printed.
    package static func script(_ act: String, _ folder: String) async throws -> String {
        try await withCheckedThrowingContinuation { caller in
            let thread = Thread {
                caller.resume(
                    with: Result {
                        let process = Process()
                        process.executableURL = Repository.root.appending(path: "tools/postgres.sh")
                        process.arguments = [act, folder]
                        let output = Pipe()
                        process.standardOutput = output
                        try process.run()
                        let text = try output.fileHandleForReading.readToEnd() ?? Data()
                        process.waitUntilExit()
                        guard process.terminationStatus == 0 else {
                            throw Fault(text: "tools/postgres.sh \(act) failed")
                        }
                        return String(decoding: text, as: UTF8.self).trimmingCharacters(in: .newlines)
                    }
                )
            }
            thread.start()
        }
    }

    /// Runs statements of the test's own, outside of the driver, and gives the first column of the last answer.
    @discardableResult
    package static func run(_ text: String, in database: PostgresAddress? = nil) async throws -> [String] {
        let address = try database?.text ?? server()
        return try await withCheckedThrowingContinuation { caller in
            let thread = Thread { caller.resume(with: Result { try ask(address, text) }) }
            thread.start()
        }
    }

    private static func server() throws -> String {
        guard let server = ProcessInfo.processInfo.environment["XINGLIN_POSTGRES"] else {
            throw Fault(text: "XINGLIN_POSTGRES is not set: bin/test sets it, or tools/postgres.sh start prints it")
        }
        return server
    }

    private static func newName() -> String {
        "t_" + UUID().uuidString.lowercased().replacing("-", with: "")
    }

    private static func ask(_ address: String, _ text: String) throws -> [String] {
        let connection = PQconnectdb(address)
        defer { PQfinish(connection) }
        guard PQstatus(connection) == CONNECTION_OK else {
            throw Fault(text: String(cString: PQerrorMessage(connection)))
        }
        PQsetNoticeReceiver(connection, { _, _ in }, nil)
        let answer = PQexec(connection, text)
        defer { PQclear(answer) }
        let status = PQresultStatus(answer)
        guard status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK else {
            throw Fault(text: String(cString: PQresultErrorMessage(answer)))
        }
        guard PQnfields(answer) > 0 else { return [] }
        return (0..<PQntuples(answer)).map { String(cString: PQgetvalue(answer, $0, 0)) }
    }
}
