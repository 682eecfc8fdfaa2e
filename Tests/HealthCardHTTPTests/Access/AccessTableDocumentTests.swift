import HealthCardDomain
import HealthCardHTTP
import HealthCardServices
import TestSupport
import Testing

/// `docs/access-table.md` is what the code says. A test that fails here prints the section as it should be.
struct AccessTableDocumentTests {
    private static let document = "docs/access-table.md"

    @Test func `the matrix of operations and roles is the access table`() throws {
        var rows = ["| operation | " + Role.allCases.map(\.rawValue).joined(separator: " | ") + " |"]
        rows.append("| --- |" + String(repeating: " --- |", count: Role.allCases.count))
        for operation in AccessOperation.allCases.sorted() {
            let marks = Role.allCases.map { AccessTable.roles(for: operation).contains($0) ? "yes" : "" }
            rows.append("| `\(operation.rawValue)` | " + marks.joined(separator: " | ") + " |")
        }
        try DocumentSection("Operations and roles", of: Self.document).check(rows)
    }

    @Test func `the routes of the API are those of the code, with their operations`() async throws {
        let routes = try TestServer.api(of: await World()).routes
        let rows = routes.sorted { ($0.path, $0.method) < ($1.path, $1.method) }.map { route in
            let who =
                if let operation = route.operation {
                    "`\(operation.rawValue)`"
                } else if route.path.hasPrefix("/gateway/") {
                    "by method, below"
                } else {
                    "open"
                }
            return "| `\(route.method) \(route.path)` | \(who) | \(route.admission.name) |"
        }
        try DocumentSection("Routes of the API", of: Self.document).check(
            ["| route | operation | class |", "| --- | --- | --- |"] + rows
        )
    }

    @Test func `the methods of the dialects are those of the code, with their operations`() throws {
        let rows = DialectMethod.allCases.map { "| `\($0.rawValue)` | `\($0.operation.rawValue)` |" }
        try DocumentSection("Methods of the dialects", of: Self.document).check(
            ["| method | operation |", "| --- | --- |"] + rows
        )
    }
}
