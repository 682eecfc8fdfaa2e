import HealthCardDomain
import HealthCardServices
import Hummingbird
import NIOCore
import StrictJSON

/// Runs the handlers of signed routes: bounded body, authentication, JSON, the audit of what is refused on the way,
/// and the signature of whatever is answered.
///
/// A handler gets its caller from here and from nowhere else, so a route without authentication does not compile.
struct SignedEndpoint: Sendable {
    /// The largest body, in bytes (`I4`).
    static let bodyLimitBytes = 1 << 20

    let services: Services
    let authenticator: CallerAuthenticator
    let quota: AppQuota

    /// Handles a request whose body is a JSON object.
    func object(
        _ request: Request,
        _ context: HealthCardRequestContext,
        _ operation: AccessOperation,
        _ handler: @Sendable (Act, JSONObject) async throws -> JSONAnswer
    ) async throws -> Response {
        try await bytes(request, context, operation) { act, body in
            guard Self.isJSON(request) else { throw RequestRefusal.contentTypeUnsupported }
            return try await handler(act, JSONObject(JSONReader.read(body)))
        }
    }

    /// Handles a request without a body.
    func plain(
        _ request: Request,
        _ context: HealthCardRequestContext,
        _ operation: AccessOperation,
        _ handler: @Sendable (Act) async throws -> JSONAnswer
    ) async throws -> Response {
        try await bytes(request, context, operation) { act, _ in try await handler(act) }
    }

    /// Handles a request whose body the handler reads itself.
    func bytes(
        _ request: Request,
        _ context: HealthCardRequestContext,
        _ operation: AccessOperation,
        _ handler: @Sendable (Act, [UInt8]) async throws -> JSONAnswer
    ) async throws -> Response {
        let body = try await Self.body(of: request)
        let proved = try await prove(request, body: body, context, operation)
        return try await answered(operation, proved) { try await handler(proved.act, body) }
    }

    static func body(of request: Request) async throws -> [UInt8] {
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > bodyLimitBytes {
            throw RequestRefusal.bodyTooLarge
        }
        do {
            return Array(buffer: try await request.body.collect(upTo: bodyLimitBytes))
        } catch is NIOTooManyBytesError {
            throw RequestRefusal.bodyTooLarge
        } catch {
            // What else ends a body early is its sender: a cut connection, broken chunks. No fault of ours.
            throw RequestRefusal.bodyMalformed
        }
    }

    private func prove(
        _ request: Request,
        body: [UInt8],
        _ context: HealthCardRequestContext,
        _ operation: AccessOperation
    ) async throws -> ProvedRequest {
        let id = HealthCardDomain.RequestID(trusted: context.id)
        let proved = try await authenticator.prove(request, body: body, requestID: id, for: operation)
        if case .app(let app) = proved.act.actor {
            // Before the act, so neither signed nor in the audit log: nothing was carried out.
            try quota.charge(app.id, at: proved.act.at)
        }
        return proved
    }

    /// Signs what the handler answers; what it throws goes on with the means to sign its problem document.
    private func answered(
        _ operation: AccessOperation,
        _ proved: ProvedRequest,
        _ body: () async throws -> JSONAnswer
    ) async throws -> Response {
        do {
            return try proved.signer.response(of: try await recorded(operation, by: proved.act, body))
        } catch {
            throw ProvedFailure(error: error, signer: proved.signer)
        }
    }

    private func recorded(
        _ operation: AccessOperation,
        by act: Act,
        _ body: () async throws -> JSONAnswer
    ) async throws -> JSONAnswer {
        do {
            return try await body()
        } catch let refusal as any Refusal {
            try await services.ledger.record(refusal, of: operation, by: act)
            throw RecordedRefusal(refusal: refusal)
        }
    }

    private static func isJSON(_ request: Request) -> Bool {
        guard let type = request.headers[.contentType] else { return false }
        if type == "application/json" { return true }
        let essence = type.split(separator: ";", maxSplits: 1).first ?? ""
        return essence.lowercased().filter { $0 != " " } == "application/json"
    }
}
