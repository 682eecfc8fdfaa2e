import Foundation
import HTTPTypes
import SMCrypto
import TestSupport
import Testing

/// Checks the signature of an answer: a second reader of what the server writes.
struct AnswerProof {
    /// The components that an answer covers besides the request's signature, in order.
    static let components = ["@status", "content-type", "content-digest", "x-request-id"]

    let answer: Answer
    let keyID: String
    let algorithm: String
    let created: Int
    private let base: [UInt8]
    private let signature: [UInt8]

    /// Rebuilds what the platform must have signed in answer to a request with these headers.
    init(_ answer: Answer, to request: HTTPFields) throws {
        self.answer = answer
        let sent = try #require(request[.signed])
        let equals = try #require(sent.firstIndex(of: "="))
        let (label, bound) = (sent[..<equals], sent[sent.index(after: equals)...])
        let input = try #require(answer.headers[.input])
        let covered = Self.components + (answer.headers[.retryAfter] == nil ? [] : ["retry-after"])
        let list = covered.map { "\"\($0)\"" }.joined(separator: " ") + " \"signature\";req;key=\"\(label)\""
        let expected = /answer=(\((.*)\);created=([0-9]+);keyid="([^"]*)";alg="([^"]*)")/
        let match = try #require(try expected.wholeMatch(in: input))
        #expect(match.2 == list)
        created = try #require(Int(match.3))
        (keyID, algorithm) = (String(match.4), String(match.5))
        var lines: [String] = []
        for component in covered {
            let name = HTTPField.Name(component)
            let value = try component == "@status" ? "\(answer.status)" : #require(name.flatMap { answer.headers[$0] })
            lines.append("\"\(component)\": \(value)")
        }
        lines.append("\"signature\";req;key=\"\(label)\": \(bound)")
        lines.append("\"@signature-params\": \(match.1)")
        base = Array(lines.joined(separator: "\n").utf8)
        let text = try #require(answer.headers[.signed])
        #expect(text.hasPrefix("answer=:") && text.hasSuffix(":"))
        signature = Array(try #require(Data(base64Encoded: String(text.dropFirst(8).dropLast()))))
    }

    /// Whether the body is the one that the signature covers.
    var hasRightDigest: Bool {
        answer.headers[.digest] == "sm3=:\(Data(SM3.hash(answer.body)).base64EncodedString()):"
    }

    func isValid(under secret: String) -> Bool {
        algorithm == "hmac-sm3" && HMACSM3(key: Array(secret.utf8)).isValid(signature, for: base) && hasRightDigest
    }

    func isValid(under key: SM2PublicKey) throws -> Bool {
        try algorithm == "sm2-sm3" && key.isValid(SM2Signature(raw: signature), for: base) && hasRightDigest
    }
}
