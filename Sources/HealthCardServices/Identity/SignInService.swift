package import Foundation
package import HealthCardDomain
import SMCrypto

/// Signs residents in by phone and one-time code, and operators by one-time links (`E02`; design §7).
///
/// Every secret is random, sent once, and stored as an SM3 digest. Wrong tries are counted in the database.
package struct SignInService: Sendable {
    /// How long a one-time code lives, in seconds.
    package static let codeSeconds: TimeInterval = 300
    /// The least time between two codes to one phone, in seconds.
    package static let resendSeconds: TimeInterval = 60
    /// How many wrong tries a code survives.
    package static let wrongTryLimit = 5
    /// How long a phone waits for another code after that many, in seconds: 480 guesses a day at most, of a million.
    package static let lockSeconds: TimeInterval = 900
    /// How long a session lives, in seconds: a resident's half hour, an operator's working day.
    package static let residentSessionSeconds: TimeInterval = 1_800
    package static let accountSessionSeconds: TimeInterval = 8 * 3_600
    /// How far the clocks of two nodes may differ, in seconds. What is further in the future was made before a clock was
    /// set back, and counts as over: it would live too long otherwise.
    package static let clockSkewSeconds: TimeInterval = 60

    private let storage: any Storage
    private let ledger: ActLedger
    private let messages: any MessageSender
    private let ambient: Ambient
    private let region: RegionCode

    package init(
        storage: any Storage,
        ledger: ActLedger,
        messages: any MessageSender,
        ambient: Ambient,
        region: RegionCode
    ) {
        self.storage = storage
        self.ledger = ledger
        self.messages = messages
        self.ambient = ambient
        self.region = region
    }

    /// Sends a six-digit code to a phone whose holder ticked the terms. It tells nobody whether the phone is known.
    ///
    /// - Throws: `AccessRefusal.oneTimeCodeTooSoon`, `.oneTimeCodeLocked`; `ProofingRefusal.messageUnavailable`.
    package func sendCode(to phone: PhoneNumber, accepting terms: ConsentTerms, by act: Act) async throws {
        let code = sixDigits()
        let salt = ambient.randomBytes(16)
        let challenge = OneTimeCodeChallenge(
            phone: phone,
            digest: Self.digest(code, salt: salt),
            salt: salt,
            sentAt: act.at,
            expiresAt: act.at.addingTimeInterval(Self.codeSeconds),
            wrongTries: 0,
            termsDigest: terms.digest
        )
        try await ledger.perform(.signIn, by: act) { store, _ in
            if let pending = try store.signIns.challenge(for: phone) {
                let isLocked = pending.wrongTries >= Self.wrongTryLimit && act.at < pending.expiresAt
                if isLocked { throw AccessRefusal.oneTimeCodeLocked }
                let age = act.at.timeIntervalSince(pending.sentAt)
                if (-Self.clockSkewSeconds..<Self.resendSeconds).contains(age) {
                    throw AccessRefusal.oneTimeCodeTooSoon
                }
            }
            try store.signIns.save(challenge)
        }
        do {
            try await messages.send(oneTimeCode: Sensitive(code), to: phone)
        } catch {
            try await storage.write { try $0.signIns.removeChallenge(for: phone) }
            throw ProofingRefusal.messageUnavailable
        }
    }

    /// Answers a code and opens a resident's session. The consent that the code proves is kept in the same transaction.
    ///
    /// - Throws: `AccessRefusal.oneTimeCodeWrong`, `.oneTimeCodeExpired`, `.oneTimeCodeLocked`.
    package func signIn(phone: PhoneNumber, code: String, by act: Act) async throws -> OpenedSession {
        let opened = open(.resident(phone), for: Self.residentSessionSeconds, at: act.at)
        let refusal: AccessRefusal? = try await storage.write { store in
            let refusal = try judge(code, of: phone, opening: opened.session, at: act.at, in: store)
            let outcome = refusal?.code.rawValue ?? AuditEntry.succeeded
            try store.audit.append(Trace().entry(of: .signIn, outcome: outcome, by: act))
            return refusal
        }
        if let refusal { throw RecordedRefusal(refusal: refusal) }
        return opened
    }

    /// The refusal is returned and not thrown, since the count of wrong tries is kept although the sign-in is refused.
    private func judge(
        _ code: String,
        of phone: PhoneNumber,
        opening session: Session,
        at instant: Date,
        in store: any Repositories
    ) throws -> AccessRefusal? {
        guard var challenge = try store.signIns.challenge(for: phone), challenge.expiresAt > instant,
            !Self.isOfFuture(challenge.sentAt, at: instant)
        else { return .oneTimeCodeExpired }
        guard challenge.wrongTries < Self.wrongTryLimit else { return .oneTimeCodeLocked }
        // A code sent by a release that asked for other terms proves no consent to ours.
        guard let terms = challenge.termsDigest.flatMap(ConsentTerms.terms(digest:)) else { return .oneTimeCodeExpired }
        guard ConstantTime.areEqual(Self.digest(code, salt: challenge.salt), challenge.digest) else {
            challenge.wrongTries += 1
            if challenge.wrongTries == Self.wrongTryLimit {
                challenge.expiresAt = instant.addingTimeInterval(Self.lockSeconds)
            }
            try store.signIns.save(challenge)
            return .oneTimeCodeWrong
        }
        try store.signIns.removeChallenge(for: phone)
        try store.signIns.add(session)
        let consent = Consent(
            id: ConsentID(randomBytes: ambient.randomBytes(32)),
            region: region,
            phone: phone,
            salt: ambient.randomBytes(Consent.saltLength),
            terms: terms,
            givenAt: challenge.sentAt,
            provedAt: max(instant, challenge.sentAt)
        )
        _ = try store.consents.add(consent, to: terms)
        return nil
    }

    /// Makes a one-time sign-in link's secret for an operator. Called by the operator of the machine, not over HTTP.
    ///
    /// - Returns: the secret, 64 hexadecimal digits, stored as its digest only.
    package func makeLink(for account: OperatorID, validFor seconds: TimeInterval) async throws -> Sensitive<String> {
        let secret = ambient.randomBytes(32)
        let expiring = ambient.now().addingTimeInterval(seconds)
        try await storage.write { store in
            try store.signIns.addLink(digest: SM3.hash(secret), to: account, expiring: expiring)
        }
        return Sensitive(Hex.lower(secret))
    }

    /// Takes a link, once, and opens the operator's session.
    ///
    /// - Throws: `AccessRefusal.signInLinkUsed`; `.callerNotAuthorised` for a frozen account.
    package func signIn(link secret: String, by act: Act) async throws -> OpenedSession {
        let bytes = Hex.decode(secret) ?? []
        let ambient = ambient
        return try await ledger.perform(.signIn, by: act) { store, trace in
            guard let id = try store.signIns.takeLink(digest: SM3.hash(bytes), at: act.at),
                let account = try store.operators.find(id)
            else { throw AccessRefusal.signInLinkUsed }
            guard account.status == .authorised else { throw AccessRefusal.callerNotAuthorised(is: account.status) }
            trace.operatorID = id
            trace.institution = account.institution
            let opened = OpenedSession(
                holder: .account(id),
                seconds: Self.accountSessionSeconds,
                at: act.at,
                ambient: ambient
            )
            try store.signIns.add(opened.session)
            return opened
        }
    }

    /// Who a cookie signs in, with the session's form token; `nil` where it is unknown or over.
    package func actor(cookie: String, at instant: Date) async throws -> SignedIn? {
        guard let bytes = Hex.decode(cookie), bytes.count == 32 else { return nil }
        return try await storage.read { store in
            guard let session = try store.signIns.session(digest: SM3.hash(bytes), at: instant),
                !Self.isOfFuture(session.createdAt, at: instant)
            else { return nil }
            switch session.holder {
            case .resident(let phone):
                let persons = try store.signIns.persons(of: phone)
                return SignedIn(actor: .resident(phone, persons: persons), session: session)
            case .account(let id):
                guard let account = try store.operators.find(id), account.status == .authorised else { return nil }
                return SignedIn(actor: .account(account), session: session)
            }
        }
    }

    /// Ends a session.
    package func signOut(_ session: Session) async throws {
        try await storage.write { try $0.signIns.removeSession(digest: session.digest) }
    }

    private static func isOfFuture(_ made: Date, at instant: Date) -> Bool {
        made.timeIntervalSince(instant) > clockSkewSeconds
    }

    private func open(_ holder: Session.Holder, for seconds: TimeInterval, at instant: Date) -> OpenedSession {
        OpenedSession(holder: holder, seconds: seconds, at: instant, ambient: ambient)
    }

    /// Six digits, each value equally likely: 32-bit draws above the largest multiple of a million are thrown away.
    private func sixDigits() -> String {
        let limit = UInt32.max - UInt32.max % 1_000_000
        while true {
            let draw = ambient.randomBytes(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            guard draw < limit else { continue }
            let digits = String(draw % 1_000_000)
            return String(repeating: "0", count: 6 - digits.count) + digits
        }
    }

    private static func digest(_ code: String, salt: [UInt8]) -> [UInt8] {
        SM3.hash(salt + Array(code.utf8))
    }
}
