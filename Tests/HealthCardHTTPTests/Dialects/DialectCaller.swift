import Foundation
import HTTPTypes
import HealthCardDomain
import SMCrypto
import StrictJSON
import TestSupport
import Testing

/// A hospital system that speaks the national-draft envelope: a second writer and reader, by the published notes.
struct DialectCaller {
    /// What a province does differently, written down a second time.
    struct Profile: Sendable, CustomTestStringConvertible {
        let name: String
        let digestsCiphertext: Bool
        let isLowerCase: Bool
        let success: String
        let failure: String

        static let national = Profile(
            name: "national",
            digestsCiphertext: false,
            isLowerCase: false,
            success: "10",
            failure: "00"
        )
        static let hunan = Profile(
            name: "hunan",
            digestsCiphertext: true,
            isLowerCase: true,
            success: "000",
            failure: "999"
        )
        static let all = [national, hunan]

        var testDescription: String { name }
    }

    let server: TestServer
    let profile: Profile
    var app: AppID = TestRegion.app.id
    var secret: String?
    /// Milliseconds by which the caller's clock is ahead.
    var clockError = 0

    /// Sends one method and gives the envelope of the answer, with the business content opened.
    func call(
        _ method: String,
        _ content: String,
        tamper: (inout [String: String]) -> Void = { _ in }
    ) async throws -> (envelope: [String: String], content: [String: Any]) {
        var members = try envelope(method, content)
        tamper(&members)
        let body = try JSONSerialization.data(withJSONObject: members)
        let answer = try await server.send(.post, "/gateway/\(profile.name)", body: Array(body))
        guard answer.status == 200, let envelope = try answer.object as? [String: String] else {
            throw CocoaError(.coderReadCorrupt)
        }
        guard let sealed = envelope["biz_content"], !sealed.isEmpty else { return (envelope, [:]) }
        let expectedCase = profile.isLowerCase ? sealed.lowercased() : sealed.uppercased()
        guard sealed == expectedCase, let bytes = Hex.decode(sealed) else { throw CocoaError(.coderReadCorrupt) }
        let plaintext = try SM4ECBForDialects.decrypt(bytes, key: key, padding: .pkcs7)
        let object = try JSONSerialization.jsonObject(with: Data(plaintext))
        return (envelope, object as? [String: Any] ?? [:])
    }

    func envelope(_ method: String, _ content: String) throws -> [String: String] {
        let ciphertext = try SM4ECBForDialects.encrypt(Array(content.utf8), key: key, padding: .pkcs7)
        let sealed = profile.isLowerCase ? Hex.lower(ciphertext) : Hex.upper(ciphertext)
        let timestamp = String(Int((server.world.clock.now.timeIntervalSince1970 * 1_000).rounded()) + clockError)
        let digested = profile.digestsCiphertext ? sealed : content
        let signed =
            "app_id=\(app)&biz_content=\(digested)&digest_type=SM3&enc_type=SM4&method=\(method)&term_id=T-1"
            + "&timestamp=\(timestamp)&version=X.M.0.1&app_secret=\(ownSecret)"
        let digest = SM3.hash(Array(signed.utf8))
        return [
            "method": method, "app_id": app.text, "term_id": "T-1", "version": "X.M.0.1", "timestamp": timestamp,
            "digest_type": "SM3", "digest": profile.isLowerCase ? Hex.lower(digest) : Hex.upper(digest),
            "enc_type": "SM4", "biz_content": sealed,
        ]
    }

    private var ownSecret: String { secret ?? TestRegion.secret(of: app) }

    private var key: SM4Key { get throws { try SM4Key(Array(ownSecret.utf8)) } }
}
