import HTTPTypes
import HealthCardDomain
import HealthCardServices
import Hummingbird

extension Pages {
    /// Screen 1. Whoever is signed in goes on to their cards, or to the application where there is none yet.
    func home(_ visit: Visit) async throws -> Response {
        if case .resident(_, let persons) = visit.signedIn?.actor {
            return redirect(to: persons.isEmpty ? "/identity" : "/code", for: visit)
        }
        return try start(visit)
    }

    /// Consent and phone: sends a one-time code and shows the field for it.
    func sendCode(_ visit: Visit) async throws -> Response {
        let act = visit.anonymousAct
        do {
            guard visit.form["consent"] == "yes" else { throw ProofingRefusal.consentMissing }
            try await services.signIn.sendCode(
                to: try Self.mobile(visit.form["phone"]),
                accepting: visit.language.terms,
                by: act
            )
        } catch {
            let refusal = try await refusal(in: error, of: .signIn, by: act)
            // Too soon means that a code is on its way, and a lock is told where the code was typed: both need the field.
            let isSent = [.oneTimeCodeTooSoon, .oneTimeCodeLocked].contains(refusal.code)
            return try start(visit, isSent: isSent, refusal: refusal)
        }
        return try start(visit, isSent: true)
    }

    /// Phone and one-time code: opens the resident's session.
    func signIn(_ visit: Visit) async throws -> Response {
        let act = visit.anonymousAct
        do {
            let opened = try await services.signIn.signIn(
                phone: try Self.mobile(visit.form["phone"]),
                code: visit.form["one_time_code"],
                by: act
            )
            if let earlier = visit.signedIn { try await services.signIn.signOut(earlier.session) }
            let seconds = Int(SignInService.residentSessionSeconds)
            return redirect(
                to: "/",
                for: visit,
                cookies: [cookies.session(opened, at: .resident, seconds: seconds)]
            )
        } catch {
            return try start(visit, isSent: true, refusal: try await refusal(in: error, of: .signIn, by: act))
        }
    }

    /// Ends the session of the surface the form stands on.
    func signOut(_ visit: Visit) async throws -> Response {
        if let signedIn = visit.signedIn { try await services.signIn.signOut(signedIn.session) }
        return redirect(to: "/", for: visit, cookies: [cookies.endedSession(at: visit.surface)])
    }

    /// Only mainland mobiles receive codes, and one phone has one account however its number was written.
    static func mobile(_ text: String) throws(IdentityRefusal) -> PhoneNumber {
        guard let digits = try PhoneNumber(text).mobileDigits else { throw .phoneMalformed }
        return try PhoneNumber(digits)
    }

    private func start(_ visit: Visit, isSent: Bool = false, refusal: (any Refusal)? = nil) throws -> Response {
        let phone = visit.form["phone"]
        func problem(at field: String) -> any Sendable {
            let code = refusal?.code
            let at: String? =
                switch code {
                case nil: nil
                case .consentMissing: "consent"
                case .oneTimeCodeWrong, .oneTimeCodeExpired, .oneTimeCodeLocked: "one_time_code"
                default: "phone"
                }
            return self.problem(at == field ? refusal : nil, for: visit)
        }
        return try page(
            "home",
            title: visit.words.applyTitle,
            here: "/",
            [
                "isFirst": true, "isSecond": false, "isThird": false,
                "problem": false,
                "formToken": visit.anonymousToken,
                "phone": phone,
                "phoneMasked": orFalse(isSent ? try? Self.mobile(phone).masked : nil),
                "consented": visit.form["consent"] == "yes" || isSent,
                "isSent": isSent,
                "terms": visit.language.terms.text,
                "consentError": problem(at: "consent"),
                "phoneError": problem(at: "phone"),
                "codeError": problem(at: "one_time_code"),
            ],
            for: visit,
            status: refusal?.code.pageStatus ?? .ok
        )
    }
}
