import HealthCardDomain
import HealthCardServices
import Hummingbird
import StrictJSON

/// `/api/v1/persons`: who a local id, a description or an index number means.
struct PersonRoutes: Sendable {
    let endpoint: SignedEndpoint

    private var desk: IndexDesk { endpoint.services.indexDesk }

    func add(to router: Router<HealthCardRequestContext>) {
        router.post("/api/v1/persons:match") { request, context in
            try await endpoint.object(request, context, .indexMatch) { act, body in
                var body = body
                let fields = try SourceRecordBody.description(&body)
                let limit = try SourceRecordBody.limit(&body)
                let onlyCertain = try body.optionalFlag("only_certain") ?? false
                try body.finish()
                let found = try await desk.match(fields, limit: limit, onlyCertain: onlyCertain, by: act)
                return IndexAnswers.matched(found)
            }
        }
        router.post("/api/v1/persons:search") { request, context in
            try await endpoint.object(request, context, .indexMatch) { act, body in
                var body = body
                let search = try SourceRecordBody.search(&body)
                let limit = try SourceRecordBody.limit(&body)
                let pointer = try body.optionalString("cursor").map { text in
                    guard let pointer = SearchPointer(text) else {
                        throw FieldRefusal(.cursorMalformed, field: "cursor")
                    }
                    return pointer
                }
                try body.finish()
                return IndexAnswers.found(try await desk.search(search, after: pointer, limit: limit, by: act))
            }
        }
        router.post("/api/v1/persons:identifiers") { request, context in
            try await endpoint.object(request, context, .indexRead) { act, body in
                var body = body
                let id = try SourceRecordBody.id(&body)
                try body.finish()
                return IndexAnswers.identifiers(try await desk.identifiers(of: id, by: act))
            }
        }
        router.get("/api/v1/persons/:index") { request, context in
            try await endpoint.plain(request, context, .indexRead) { act in
                IndexAnswers.person(try await desk.person(try context.indexNumber, by: act))
            }
        }
        router.get("/api/v1/persons/:index/relations") { request, context in
            try await endpoint.plain(request, context, .indexRead) { act in
                IndexAnswers.relations(try await desk.relations(of: try context.indexNumber, by: act))
            }
        }
        router.get("/api/v1/persons/:index/history") { request, context in
            try await endpoint.plain(request, context, .indexRead) { act in
                IndexAnswers.history(try await desk.history(of: try context.indexNumber, by: act))
            }
        }
    }
}

extension HealthCardRequestContext {
    /// The index number of the path.
    ///
    /// - Throws: `IndexRefusal.indexUnknown` for what is no number, too.
    fileprivate var indexNumber: IndexNumber {
        get throws {
            let text = parameters.get("index") ?? ""
            guard let value = Int64(text), "\(value)" == text, let number = IndexNumber(value) else {
                throw IndexRefusal.indexUnknown
            }
            return number
        }
    }
}
