import HealthCardDomain
import HealthCardServices
import Hummingbird
import StrictJSON

/// `/api/v1/source-records`: what institutions say of their patients. Local ids are personal, so they stand in bodies and in
/// no address.
struct SourceRecordRoutes: Sendable {
    let endpoint: SignedEndpoint

    private var desk: IndexDesk { endpoint.services.indexDesk }

    func add(to router: Router<HealthCardRequestContext>) {
        router.post("/api/v1/source-records") { request, context in
            try await endpoint.object(request, context, .indexFeed) { act, body in
                var body = body
                let key = try Self.key(of: request)
                let id = try SourceRecordBody.id(&body)
                let version = try body.optionalCount("expected_version")
                let statement = try SourceRecordBody.statement(&body)
                try body.finish()
                let answer = try await desk.register(statement, as: id, expecting: version, key: key, by: act)
                return IndexAnswers.fed(answer)
            }
        }
        router.post("/api/v1/source-records:withdraw") { request, context in
            try await endpoint.object(request, context, .indexFeed) { act, body in
                var body = body
                let id = try SourceRecordBody.id(&body)
                let version = try body.optionalCount("expected_version")
                try body.finish()
                return IndexAnswers.fed(try await desk.withdraw(id, expecting: version, by: act))
            }
        }
        router.post("/api/v1/source-records:merge") { request, context in
            try await endpoint.object(request, context, .indexFeed) { act, body in
                var body = body
                let key = try Self.key(of: request)
                let prior = try SourceRecordBody.id(&body, "prior_local_id")
                let surviving = try SourceRecordBody.id(&body, "surviving_local_id")
                try body.finish()
                return IndexAnswers.merged(try await desk.mergeRecord(prior, into: surviving, key: key, by: act))
            }
        }
        router.post("/api/v1/source-records:overdue") { request, context in
            try await endpoint.object(request, context, .indexRead) { act, body in
                var body = body
                let authority = try SourceRecordBody.authority(&body)
                let limit = try SourceRecordBody.limit(&body)
                let last = try body.optionalString("cursor").map(Self.record)
                try body.finish()
                return IndexAnswers.overdue(
                    try await desk.overdue(of: authority, after: last, limit: limit, by: act)
                )
            }
        }
        router.post("/api/v1/source-records:why") { request, context in
            try await endpoint.object(request, context, .indexRead) { act, body in
                var body = body
                let id = try SourceRecordBody.id(&body)
                try body.finish()
                return IndexAnswers.why(try await desk.why(id, by: act))
            }
        }
        router.post("/api/v1/source-records:history") { request, context in
            try await endpoint.object(request, context, .indexRead) { act, body in
                var body = body
                let id = try SourceRecordBody.id(&body)
                try body.finish()
                return IndexAnswers.history(try await desk.history(of: id, by: act))
            }
        }
    }

    /// The record that a cursor names: everybody behind it. It holds nothing personal and is no secret.
    private static func record(_ cursor: String) throws -> SourceRecordNumber {
        guard cursor.utf8.count <= 24, cursor.hasPrefix("r"), let value = Int64(cursor.dropFirst()), value > 0,
            "r\(value)" == cursor
        else { throw FieldRefusal(.cursorMalformed, field: "cursor") }
        return SourceRecordNumber(trusted: value)
    }

    private static func key(of request: Request) throws -> IdempotencyKey {
        guard let header = request.headers[.idempotencyKey] else { throw AccessRefusal.idempotencyKeyMissing }
        return try IdempotencyKey(header)
    }
}
