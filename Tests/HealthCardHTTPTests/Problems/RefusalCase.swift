import HTTPTypes
import HealthCardDomain
import TestSupport
import Testing

/// A request over HTTP that must be refused with one code and status.
struct RefusalCase: Sendable, CustomTestStringConvertible {
    let name: String
    let code: ProblemCode
    /// Written down a second time, so that a slip in the server's list is seen.
    let status: Int
    let field: String?
    /// The test closes the database, which must be a file for it.
    var closesDatabase = false
    let send: @Sendable (TestServer) async throws -> Answer

    init(
        _ name: String,
        _ code: ProblemCode,
        _ status: Int,
        field: String? = nil,
        closesDatabase: Bool = false,
        _ send: @escaping @Sendable (TestServer) async throws -> Answer
    ) {
        (self.name, self.code, self.status, self.field, self.send) = (name, code, status, field, send)
        self.closesDatabase = closesDatabase
    }

    var testDescription: String { name }

    static let all: [RefusalCase] = requests + signatures + scans + applications + index

    /// An application with one member changed.
    static func application(
        _ code: ProblemCode,
        field: String,
        _ name: String,
        _ value: String?,
        status: Int = 422,
        more: [String: String?] = [:]
    ) -> RefusalCase {
        RefusalCase("\(name) \(value ?? "absent")", code, status, field: field) { server in
            try await server.send(server.registration(1, more.merging([name: value]) { $1 }))
        }
    }
}
