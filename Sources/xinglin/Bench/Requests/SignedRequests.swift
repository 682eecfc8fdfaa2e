import Foundation
import HealthCardDomain
import HealthCardServices
import SMCrypto

/// Writes requests of an app of the sandbox as HTTP/1.1, each signed with a nonce of its own.
struct SignedRequests {
    private static let nonceLength = 16

    private let appID: String
    private let host: String
    private let mac: HMACSM3
    private let ambient: Ambient

    init(of app: SandboxFile.App, base: String, ambient: Ambient) {
        appID = app.appID
        host = String(base.drop { $0 != "/" }.dropFirst(2))
        mac = HMACSM3(key: Array(app.appSecret.utf8))
        self.ambient = ambient
    }

    /// A `POST` with a JSON body, whole.
    func post(_ path: String, _ body: String, key: IdempotencyKey? = nil) -> String {
        let digest = "sm3=:\(Data(SM3.hash(Array(body.utf8))).base64EncodedString()):"
        var components = [("@method", "POST"), ("@path", path), ("@query", "?"), ("content-digest", digest)]
        if let key { components.append(("idempotency-key", key.text)) }
        let covered = components.map { "\"\($0.0)\"" }.joined(separator: " ")
        let parameters = """
            (\(covered));created=\(Int(ambient.now().timeIntervalSince1970));\
            nonce="\(Hex.lower(ambient.randomBytes(Self.nonceLength)))";keyid="\(appID)";alg="hmac-sm3"
            """
        let lines = components.map { "\"\($0.0)\": \($0.1)" } + ["\"@signature-params\": \(parameters)"]
        let signature = Data(mac.authenticate(Array(lines.joined(separator: "\n").utf8))).base64EncodedString()
        return [
            "POST \(path) HTTP/1.1",
            "Host: \(host)",
            "Content-Type: application/json",
            "Content-Length: \(body.utf8.count)",
            "Content-Digest: \(digest)",
            key.map { "Idempotency-Key: \($0.text)" },
            "Signature-Input: sig1=\(parameters)",
            "Signature: sig1=:\(signature):",
            "",
            body,
        ].compactMap(\.self).joined(separator: "\r\n")
    }
}
