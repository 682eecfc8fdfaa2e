import Foundation
import HTTPTypes
import HealthCardDomain
import StrictJSON

/// A problem document (RFC 9457), in Chinese and English, with the remedy. Never empty, never personal.
struct Problem {
    let code: ProblemCode
    let field: String?
    let requestID: String
    let serverTime: Date
    /// The signature base that was expected; a sandbox shows it, production never does.
    var expectedSignatureBase: String?
    /// Methods that the address does allow.
    var allow: String?
    /// What a FHIR profile says of the answer.
    var profile: FHIRRefusal?

    var answer: JSONAnswer {
        let text = code.text
        let body = JSONWriter.object { json in
            json.member("type", "/problems/\(code.rawValue)")
            json.member("title", text.titleEnglish)
            json.member("title_zh", text.titleChinese)
            json.member("status", code.status)
            json.member("code", code.rawValue)
            if let field { json.member("field", field) }
            json.member("remedy", text.remedyEnglish)
            json.member("remedy_zh", text.remedyChinese)
            json.member("request_id", requestID)
            json.member("server_time", Timestamp.text(serverTime))
            if let expectedSignatureBase { json.member("expected", expectedSignatureBase) }
        }
        return JSONAnswer(
            status: .init(code: code.status),
            contentType: "application/problem+json",
            body: body,
            retryAfter: retryAfter,
            allow: allow
        )
    }

    /// Seconds after which the caller may try again.
    var retryAfter: String? {
        switch code.status {
        case 503: "5"
        case 429: "60"
        default: nil
        }
    }
}
