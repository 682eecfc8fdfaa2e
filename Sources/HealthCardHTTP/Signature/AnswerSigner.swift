import Foundation
import HTTPTypes
import HealthCardDomain
import HealthCardServices
import Hummingbird
import SMCrypto

/// Signs the answer to one proved request and binds it to that request (RFC 9421 §2.4, RFC 9530; `D10`).
///
/// Covered: status, content type, digest of the body, request id, `Retry-After` where there is one, and the request's
/// own signature, which is over everything that the caller asked. So no answer serves a second request.
struct AnswerSigner: Sendable {
    /// What proves the platform to the caller.
    enum Key: Sendable {
        /// The secret by which the caller proved itself.
        case shared(HMACSM3)
        /// The platform's SM2 pair, for a caller that shares no secret.
        case own(AnswerKey)
    }

    /// The most bytes of a base but for the request's label and signature; a longer one only costs a second buffer.
    private static let usualLength = 640

    private let key: Key
    private let request: RequestSignature
    private let requestID: HealthCardDomain.RequestID
    private let ambient: Ambient

    init(key: Key, request: RequestSignature, requestID: HealthCardDomain.RequestID, ambient: Ambient) {
        self.key = key
        self.request = request
        self.requestID = requestID
        self.ambient = ambient
    }

    /// The answer with its digest and signature.
    ///
    /// - Throws: `CryptoFault` where libcrypto cannot make an SM2 signature.
    func response(of answer: JSONAnswer) throws -> Response {
        let digest = "sm3=:\(Self.base64(SM3.hash(answer.body))):"
        let parameters = parameters(hasRetryAfter: answer.retryAfter != nil)
        var base: [UInt8] = []
        base.reserveCapacity(Self.usualLength)
        base.append(contentsOf: "\"@status\": \(answer.status.code)\n\"content-type\": ".utf8)
        base.append(contentsOf: answer.contentType.utf8)
        base.append(contentsOf: "\n\"content-digest\": ".utf8)
        base.append(contentsOf: digest.utf8)
        base.append(contentsOf: "\n\"x-request-id\": ".utf8)
        base.append(contentsOf: requestID.text.utf8)
        if let retryAfter = answer.retryAfter {
            base.append(contentsOf: "\n\"retry-after\": ".utf8)
            base.append(contentsOf: retryAfter.utf8)
        }
        base.append(contentsOf: "\n\"signature\";req;key=\"".utf8)
        base.append(contentsOf: request.label.utf8)
        base.append(contentsOf: "\": ".utf8)
        base.append(contentsOf: request.text.utf8)
        base.append(contentsOf: "\n\"@signature-params\": ".utf8)
        base.append(contentsOf: parameters.utf8)
        let signature = Self.base64(try sign(base))
        return answer.response(adding: [
            HTTPField(name: .requestID, value: requestID.text),
            HTTPField(name: .contentDigest, value: digest),
            HTTPField(name: .signatureInput, value: "answer=\(parameters)"),
            HTTPField(name: .signature, value: "answer=:\(signature):"),
        ])
    }

    private func parameters(hasRetryAfter: Bool) -> String {
        let retryAfter = hasRetryAfter ? " \"retry-after\"" : ""
        let components =
            "(\"@status\" \"content-type\" \"content-digest\" \"x-request-id\"\(retryAfter) "
            + "\"signature\";req;key=\"\(request.label)\")"
        let created = Int(ambient.now().timeIntervalSince1970)
        return "\(components);created=\(created);keyid=\"\(keyID)\";alg=\"\(algorithm.rawValue)\""
    }

    private var keyID: String {
        switch key {
        case .shared: request.keyID.text
        case .own(let answer): answer.id
        }
    }

    private var algorithm: RequestSignature.Algorithm {
        switch key {
        case .shared: .hmacSM3
        case .own: .sm2SM3
        }
    }

    private func sign(_ base: [UInt8]) throws -> [UInt8] {
        switch key {
        case .shared(let mac): mac.authenticate(base)
        case .own(let answer): try answer.key.sign(base).raw
        }
    }

    private static func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
}
