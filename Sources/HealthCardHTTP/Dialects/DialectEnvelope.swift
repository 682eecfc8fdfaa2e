import HealthCardDomain
import SMCrypto
import StrictJSON

/// A request of the national-draft dialect, opened: who sent which method with which business content.
struct DialectEnvelope {
    let method: String
    let appID: AppID
    let terminalID: String
    let version: String
    /// Unix milliseconds, as text.
    let timestamp: String
    let digest: String
    let digestType: String
    let encryptionType: String
    let content: String

    /// Reads the envelope's fields; `term_id` may be empty but must be there.
    ///
    /// - Throws: `RequestRefusal.dialectEnvelopeMalformed`, naming the field.
    init(_ body: [UInt8]) throws {
        var object = try JSONObject(JSONReader.read(body))
        func text(_ key: String) throws -> String {
            guard let value = try object.optionalString(key) else {
                throw RequestRefusal.dialectEnvelopeMalformed(key)
            }
            return value
        }
        method = try text("method")
        guard let id = AppID(try text("app_id")) else { throw RequestRefusal.dialectEnvelopeMalformed("app_id") }
        appID = id
        terminalID = try object.optionalString("term_id") ?? ""
        version = try text("version")
        timestamp = try text("timestamp")
        digest = try text("digest")
        digestType = try text("digest_type")
        encryptionType = try text("enc_type")
        guard let content = try Self.content(in: body) else {
            throw RequestRefusal.dialectEnvelopeMalformed("biz_content")
        }
        self.content = content
    }

    /// Business content may be longer than an ordinary field: 500 uses in one text.
    private static func content(in body: [UInt8]) throws(RequestRefusal) -> String? {
        guard case .object(let members) = try JSONReader.read(body), case .string(let text)? = members["biz_content"]
        else { return nil }
        return text
    }

    /// Decrypts and checks the envelope under an app's secret.
    ///
    /// - Returns: the plaintext of the business content, or `nil` where this secret does not fit.
    func open(with secret: Sensitive<String>, profile: DialectProfile) -> [UInt8]? {
        guard digestType == profile.digestType, encryptionType == profile.encryptionType,
            let ciphertext = profile.decode(content), let key = try? profile.sm4Key(secret: secret),
            let plaintext = try? SM4ECBForDialects.decrypt(ciphertext, key: key, padding: profile.padding)
        else { return nil }
        let digested: String
        switch profile.digestOver {
        case .plaintext:
            guard let text = String(validating: plaintext, as: UTF8.self) else { return nil }
            digested = text
        case .ciphertext: digested = content
        }
        let expected = profile.digest(
            parameters: [
                ("app_id", appID.text), ("biz_content", digested), ("digest_type", digestType),
                ("enc_type", encryptionType), ("method", method), ("term_id", terminalID),
                ("timestamp", timestamp), ("version", version),
            ],
            secret: secret
        )
        guard ConstantTime.areEqual(Array(expected.lowercased().utf8), Array(digest.lowercased().utf8)) else {
            return nil
        }
        return plaintext
    }
}
