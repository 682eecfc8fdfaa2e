import Foundation
import HTTPTypes
import HealthCardDomain
import SMCrypto
import TestSupport

/// A request of a caller that signs by RFC 9421 and RFC 9530: a second writer of what the server reads.
struct SignedRequest {
    var method: HTTPRequest.Method = .post
    var path: String
    var query: String?
    var body: [UInt8] = []
    var app: AppID = TestRegion.app.id
    var idempotencyKey: String?
    var algorithm = "hmac-sm3"
    var nonce = (0..<16).map { _ in String(Int.random(in: 0...9)) }.joined()
    /// Seconds by which the caller's clock is ahead.
    var clockError = 0
    /// The parameter `expires` as it is written; `nil` for none.
    var expires: String?
    var contentType: String? = "application/json"
    var secret: String?
    /// The covered components; `nil` for those that the request needs.
    var components: [String]?
    /// Changes the headers after signing.
    var tamper: (inout HTTPFields) -> Void = { _ in }

    init(_ method: HTTPRequest.Method = .post, _ path: String, json body: String? = nil) {
        (self.method, self.path) = (method, path)
        self.body = body.map { Array($0.utf8) } ?? []
    }

    var address: String { path + (query.map { "?" + $0 } ?? "") }

    func with(_ change: (inout SignedRequest) -> Void) -> SignedRequest {
        var copy = self
        change(&copy)
        return copy
    }

    func headers(at now: Date) throws -> HTTPFields {
        var headers: HTTPFields = [:]
        if !body.isEmpty {
            headers[.contentType] = contentType
            headers[.digest] = "sm3=:\(Data(SM3.hash(body)).base64EncodedString()):"
        }
        if let idempotencyKey { headers[.key] = idempotencyKey }
        let created = Int(now.timeIntervalSince1970) + clockError
        let list = covered.map { "\"\($0)\"" }.joined(separator: " ")
        let end = expires.map { ";expires=\($0)" } ?? ""
        let parameters =
            "(\(list));created=\(created)\(end);nonce=\"\(nonce)\";keyid=\"\(app)\";alg=\"\(algorithm)\""
        let base = Array(base(parameters, headers).utf8)
        headers[.input] = "sig1=\(parameters)"
        headers[.signed] = "sig1=:\(Data(try signature(of: base)).base64EncodedString()):"
        tamper(&headers)
        return headers
    }

    private var covered: [String] {
        if let components { return components }
        return ["@method", "@path", "@query"] + (body.isEmpty ? [] : ["content-digest"])
            + (idempotencyKey == nil ? [] : ["idempotency-key"])
    }

    private func base(_ parameters: String, _ headers: HTTPFields) -> String {
        let lines = covered.map { component in
            let value =
                switch component {
                case "@method": method.rawValue
                case "@path": path
                case "@query": "?" + (query ?? "")
                case "@authority": "localhost"
                default: HTTPField.Name(component).flatMap { headers[$0] } ?? ""
                }
            return "\"\(component)\": \(value)\n"
        }
        return lines.joined() + "\"@signature-params\": \(parameters)"
    }

    private func signature(of base: [UInt8]) throws -> [UInt8] {
        switch algorithm {
        case "sm2-sm3": return try TestRegion.signingKey(of: app).sign(base).raw
        default:
            let secret = secret ?? TestRegion.secret(of: app)
            return HMACSM3(key: Array(secret.utf8)).authenticate(base)
        }
    }
}

extension HTTPField.Name {
    static let digest = known("Content-Digest")
    static let input = known("Signature-Input")
    static let signed = known("Signature")
    static let key = known("Idempotency-Key")
    static let requestID = known("X-Request-ID")

    private static func known(_ name: String) -> Self {
        guard let name = Self(name) else { preconditionFailure("a header name is a token") }
        return name
    }
}
