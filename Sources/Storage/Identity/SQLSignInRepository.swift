import Foundation
import HealthCardDomain
import HealthCardServices
import SMCrypto

/// One-time codes, sign-in links, sessions and residents' accounts.
struct SQLSignInRepository: SignInRepository {
    /// The most persons one phone opens; a family is smaller.
    private static let personLimit = 100

    let connection: any SQLConnection
    let personal: PersonalColumns

    private static let findCode = SQLStatement(
        "one_time_codes.find",
        """
        SELECT digest, salt, sent_at, expires_at, wrong_tries, terms_digest FROM one_time_codes WHERE phone = $1
        """
    )
    private static let saveCode = SQLStatement(
        "one_time_codes.save",
        """
        INSERT INTO one_time_codes (phone, digest, salt, sent_at, expires_at, wrong_tries, terms_digest)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (phone) DO UPDATE SET digest = excluded.digest, salt = excluded.salt,
            sent_at = excluded.sent_at, expires_at = excluded.expires_at, wrong_tries = excluded.wrong_tries,
            terms_digest = excluded.terms_digest
        """
    )
    private static let removeCode = SQLStatement("one_time_codes.remove", "DELETE FROM one_time_codes WHERE phone = $1")
    private static let insertLink = SQLStatement(
        "sign_in_links.add",
        "INSERT INTO sign_in_links (digest, operator_id, expires_at) VALUES ($1, $2, $3)"
    )
    private static let takeLink = SQLStatement(
        "sign_in_links.take",
        "DELETE FROM sign_in_links WHERE digest = $1 AND expires_at > $2 RETURNING operator_id"
    )
    private static let insertSession = SQLStatement(
        "sessions.add",
        """
        INSERT INTO sessions (digest, phone, operator_id, form_token, created_at, expires_at, key_version)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """
    )
    private static let findSession = SQLStatement(
        "sessions.find",
        """
        SELECT digest, phone, operator_id, form_token, created_at, expires_at FROM sessions
        WHERE digest = $1 AND expires_at > $2
        """
    )
    private static let removeSession = SQLStatement("sessions.remove", "DELETE FROM sessions WHERE digest = $1")
    private static let persons = SQLStatement(
        "resident_accounts.persons",
        """
        SELECT person_id FROM resident_accounts WHERE phone = $1
        ORDER BY attached_at, person_id LIMIT \(personLimit)
        """
    )
    private static let attach = SQLStatement(
        "resident_accounts.attach",
        """
        INSERT INTO resident_accounts (phone, person_id, attached_at) VALUES ($1, $2, $3)
        ON CONFLICT (phone, person_id) DO NOTHING
        """
    )
    private static let purges = ["one_time_codes", "sign_in_links", "sessions"].map { table in
        SQLStatement("\(table).purge", "DELETE FROM \(table) WHERE expires_at < $1")
    }

    func challenge(for phone: PhoneNumber) throws -> OneTimeCodeChallenge? {
        try connection.row(Self.findCode, [try personal.lookup(phone, in: "one_time_codes")]).map { row in
            OneTimeCodeChallenge(
                phone: phone,
                digest: try row.blob(0),
                salt: try row.blob(1),
                sentAt: try row.instant(2),
                expiresAt: try row.instant(3),
                wrongTries: try row.count(4),
                termsDigest: try row.optionalBlob(5)
            )
        }
    }

    func save(_ challenge: OneTimeCodeChallenge) throws {
        _ = try connection.execute(
            Self.saveCode,
            [
                try personal.lookup(challenge.phone, in: "one_time_codes"), .blob(challenge.digest),
                .blob(challenge.salt), .instant(challenge.sentAt), .instant(challenge.expiresAt),
                .integer(challenge.wrongTries), challenge.termsDigest.map { .blob($0) } ?? .null,
            ]
        )
    }

    func removeChallenge(for phone: PhoneNumber) throws {
        _ = try connection.execute(Self.removeCode, [try personal.lookup(phone, in: "one_time_codes")])
    }

    func addLink(digest: [UInt8], to account: OperatorID, expiring: Date) throws {
        _ = try connection.execute(Self.insertLink, [.blob(digest), .text(account.text), .instant(expiring)])
    }

    func takeLink(digest: [UInt8], at instant: Date) throws -> OperatorID? {
        try connection.row(Self.takeLink, [.blob(digest), .instant(instant)]).map { try $0.label(0) }
    }

    func add(_ session: Session) throws {
        var cells = personal.session(session.digest)
        let (phone, account, version): (SQLValue, SQLValue, SQLValue) =
            switch session.holder {
            case .resident(let phone): (try cells.sealed(phone.text, "phone"), .null, try cells.keyVersion())
            case .account(let id): (.null, .text(id.text), .null)
            }
        _ = try connection.execute(
            Self.insertSession,
            [
                .blob(session.digest), phone, account, .text(session.formToken), .instant(session.createdAt),
                .instant(session.expiresAt), version,
            ]
        )
    }

    func session(digest: [UInt8], at instant: Date) throws -> Session? {
        try connection.row(Self.findSession, [.blob(digest), .instant(instant)]).map { row in
            let account: OperatorID? = try row.optionalLabel(2)
            return Session(
                digest: try row.blob(0),
                holder: try account.map { .account($0) } ?? .resident(try personal.phone(row, 1, ofSession: digest)),
                formToken: try row.text(3),
                createdAt: try row.instant(4),
                expiresAt: try row.instant(5)
            )
        }
    }

    func removeSession(digest: [UInt8]) throws {
        _ = try connection.execute(Self.removeSession, [.blob(digest)])
    }

    func persons(of phone: PhoneNumber) throws -> [PersonID] {
        try connection.rows(Self.persons, [try personal.lookup(phone, in: "resident_accounts")]).map {
            try $0.identifier(0)
        }
    }

    func attach(_ person: PersonID, to phone: PhoneNumber, at instant: Date) throws {
        _ = try connection.execute(
            Self.attach,
            [try personal.lookup(phone, in: "resident_accounts"), .text(person.text), .instant(instant)]
        )
    }

    func purge(before instant: Date) throws -> Int {
        try Self.purges.reduce(0) { try $0 + connection.execute($1, [.instant(instant)]) }
    }
}

extension PersonalColumns {
    /// The sealed cell of a session.
    func session(_ digest: [UInt8]) -> SealedRow { row("sessions", Hex.lower(digest)) }

    /// The phone of a resident's session.
    func phone(_ row: SQLRow, _ column: Int, ofSession digest: [UInt8]) throws -> PhoneNumber {
        var cells = session(digest)
        let text = try cells.opened(row, column, "phone")
        return try row.trusted(column) { () throws(IdentityRefusal) in try PhoneNumber(text) }
    }
}
