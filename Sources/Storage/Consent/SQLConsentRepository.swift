import HealthCardDomain
import HealthCardServices
import SMCrypto

/// Consents: who gave one is sealed, and found by a blind index of the phone.
struct SQLConsentRepository: ConsentRepository {
    /// The most consents of one phone that are shown: one for each text there ever was.
    private static let limit = 100

    let connection: any SQLConnection
    let personal: PersonalColumns

    private static let columns = """
        consent_id, region_code, subject, edition, language, terms_digest, given_at, proved_at, root_version,
        public_key, signature, signed_at
        """
    private static let all = "SELECT \(columns) FROM consents JOIN consent_terms ON digest = terms_digest"

    private static let keepTerms = SQLStatement(
        "consent_terms.keep",
        """
        INSERT INTO consent_terms (digest, edition, language, body) VALUES ($1, $2, $3, $4)
        ON CONFLICT (digest) DO NOTHING
        """
    )
    private static let insert = SQLStatement(
        "consents.add",
        """
        INSERT INTO consents (consent_id, region_code, phone, subject, terms_digest, given_at, proved_at, key_version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (phone, terms_digest) DO NOTHING
        """
    )
    private static let find = SQLStatement("consents.find", "\(all) WHERE consent_id = $1")
    private static let ofPhone = SQLStatement(
        "consents.of phone",
        "\(all) WHERE phone = $1 ORDER BY proved_at DESC, consent_id LIMIT \(limit)"
    )
    private static let unsigned = SQLStatement(
        "consents.unsigned",
        "\(all) WHERE signature IS NULL ORDER BY proved_at LIMIT $1"
    )
    private static let newest = SQLStatement("consents.newest", "\(all) ORDER BY proved_at DESC LIMIT $1")
    private static let sign = SQLStatement(
        "consents.sign",
        """
        UPDATE consents SET root_version = $2, public_key = $3, signature = $4, signed_at = $5
        WHERE consent_id = $1 AND signature IS NULL
        """
    )
    private static let body = SQLStatement("consent_terms.body", "SELECT body FROM consent_terms WHERE digest = $1")

    func add(_ consent: Consent, to terms: ConsentTerms) throws -> Bool {
        _ = try connection.execute(
            Self.keepTerms,
            [.blob(terms.digest), .integer(terms.edition), .text(terms.language.rawValue), .text(terms.text)]
        )
        var cells = personal.consent(consent.id)
        let added = try connection.execute(
            Self.insert,
            [
                .text(consent.id.text), .text(consent.region.text), try personal.lookup(consent.phone, in: "consents"),
                try cells.sealed("\(Hex.lower(consent.salt)) \(consent.phone.text)", "subject"),
                .blob(consent.termsDigest), .instant(consent.givenAt), .instant(consent.provedAt), cells.keyVersion(),
            ]
        )
        return added == 1
    }

    func find(_ id: ConsentID) throws -> Consent? {
        try connection.row(Self.find, [.text(id.text)]).map(consent)
    }

    func consents(of phone: PhoneNumber) throws -> [Consent] {
        try connection.rows(Self.ofPhone, [try personal.lookup(phone, in: "consents")]).map(consent)
    }

    func unsigned(limit: Int) throws -> [Consent] {
        try connection.rows(Self.unsigned, [.integer(limit)]).map(consent)
    }

    func newest(limit: Int) throws -> [Consent] {
        try connection.rows(Self.newest, [.integer(limit)]).map(consent)
    }

    func save(_ signature: ConsentSignature, of id: ConsentID) throws {
        _ = try connection.execute(
            Self.sign,
            [
                .text(id.text), .integer(Int64(signature.rootVersion)), .blob(signature.publicKey.uncompressed),
                .blob(signature.signature.raw), .instant(signature.signedAt),
            ]
        )
    }

    func text(ofTerms digest: [UInt8]) throws -> String? {
        try connection.row(Self.body, [.blob(digest)]).map { try $0.text(0) }
    }

    private func consent(_ row: SQLRow) throws -> Consent {
        let id: ConsentID = try row.identifier(0)
        var cells = personal.consent(id)
        let subject = try cells.opened(row, 2, "subject").split(separator: " ")
        guard subject.count == 2, let salt = Hex.decode(String(subject[0])) else { throw row.corrupt(2) }
        let phone = try row.trusted(2) { () throws(IdentityRefusal) in try PhoneNumber(String(subject[1])) }
        return Consent(
            id: id,
            region: try row.region(1),
            phone: phone,
            salt: salt,
            edition: try row.count(3),
            language: try row.word(4),
            termsDigest: try row.blob(5),
            givenAt: try row.instant(6),
            provedAt: try row.instant(7),
            signature: try signature(row)
        )
    }

    private func signature(_ row: SQLRow) throws -> ConsentSignature? {
        guard let bytes = try row.optionalBlob(10) else { return nil }
        do {
            return ConsentSignature(
                rootVersion: try row.version(8),
                publicKey: try SM2PublicKey(uncompressed: row.blob(9)),
                signedAt: try row.instant(11),
                signature: try SM2Signature(raw: bytes)
            )
        } catch is CryptoRefusal {
            throw row.corrupt(10)
        }
    }
}

extension PersonalColumns {
    /// The sealed cell of a consent.
    func consent(_ id: ConsentID) -> SealedRow { row("consents", id.text) }
}
