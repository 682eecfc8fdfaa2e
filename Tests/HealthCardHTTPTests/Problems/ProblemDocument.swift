import HTTPTypes
import Testing

/// What every refusal looks like, whatever it refuses.
enum ProblemDocument {
    static func check(
        _ answer: Answer,
        is code: String,
        at location: SourceLocation = #_sourceLocation
    ) throws {
        #expect(answer.headers[.contentType] == "application/problem+json", sourceLocation: location)
        #expect(answer.headers[.cacheControl] == "no-store", sourceLocation: location)
        let object = try answer.object
        #expect(object["code"] as? String == code, sourceLocation: location)
        #expect(object["type"] as? String == "/problems/\(code)", sourceLocation: location)
        #expect(object["status"] as? Int == answer.status, sourceLocation: location)
        for name in ["title", "title_zh", "remedy", "remedy_zh", "request_id"] {
            #expect((object[name] as? String)?.isEmpty == false, "\(name)", sourceLocation: location)
        }
        #expect(
            (object["server_time"] as? String)?.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil,
            sourceLocation: location
        )
        if answer.status == 429 || answer.status == 503 {
            #expect(answer.headers[.retryAfter] != nil, sourceLocation: location)
        }
    }
}
