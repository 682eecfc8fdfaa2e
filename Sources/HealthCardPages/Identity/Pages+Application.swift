import HTTPTypes
import HealthCardDomain
import HealthCardServices
import Hummingbird

extension Pages {
    /// Screen 2: who the card is for.
    func identity(_ visit: Visit) throws -> Response {
        try identity(visit, [:])
    }

    /// Reads screen 2 and goes on to the check; what is wrong is said beside its field.
    func takeIdentity(_ visit: Visit) async throws -> Response {
        let applicant = ApplicantForm(visit.form)
        let (identity, refusals) = applicant.identity(phone: nil, on: CivilDate(inChinaAt: visit.at))
        guard let identity else { return try await identityRefused(visit, refusals) }
        return try check(visit, applicant, identity, nil)
    }

    /// Screen 3: runs the real-person check, and registers.
    func apply(_ visit: Visit) async throws -> Response {
        let applicant = ApplicantForm(visit.form)
        let act = visit.act
        guard case .resident(let phone, let persons) = act.actor else { throw AccessRefusal.notSignedIn }
        let (identity, refusals) = applicant.identity(phone: phone, on: CivilDate(inChinaAt: visit.at))
        guard let identity else { return try await identityRefused(visit, refusals) }
        do {
            let proofing = try await checking(visit) { try await services.proofing.proof(identity, by: act) }
            let request = RegistrationRequest(identity: identity, proofing: proofing, channel: .app)
            let done = try await services.cards.register(request, key: nil, by: act)
            let place = persons.firstIndex(of: done.personID) ?? persons.count
            return redirect(to: "/code?person=\(place)", for: visit)
        } catch {
            let refusal = try await refusal(in: error, of: .cardRegister, by: act)
            if refusal.code == .personNameDiffers { return try self.identity(visit, ["name": refusal]) }
            return try check(visit, applicant, identity, refusal)
        }
    }

    private func identityRefused(_ visit: Visit, _ refusals: [String: any Refusal]) async throws -> Response {
        for refusal in refusals.values {
            try await services.ledger.record(refusal, of: .cardRegister, by: visit.act)
        }
        return try identity(visit, refusals)
    }

    private func identity(_ visit: Visit, _ refusals: [String: any Refusal]) throws -> Response {
        let fields = ApplicantForm(visit.form).values(refusals, nameComplete: "name", self, visit)
        return try page(
            "identity",
            title: visit.words.identityTitle,
            here: "/identity",
            fields.merging([
                "isFirst": false, "isSecond": true, "isThird": false,
                "problem": false,
                "formToken": visit.formToken,
            ]) { own, _ in own },
            for: visit,
            status: refusals.values.first?.code.pageStatus ?? .ok
        )
    }

    private func check(
        _ visit: Visit,
        _ applicant: ApplicantForm,
        _ identity: ResidentIdentity,
        _ refusal: (any Refusal)?
    ) throws -> Response {
        try page(
            "check",
            title: visit.words.checkTitle,
            here: "/identity",
            checkValues(visit).merging([
                "isFirst": false, "isSecond": false, "isThird": true,
                "problem": problem(refusal, for: visit),
                "formToken": visit.formToken,
                "name": identity.name.text,
                "idType": identity.document.type.rawValue,
                "idTypeName": visit.language.name(of: identity.document.type),
                "idNumber": applicant.idNumber,
                "idNumberMasked": identity.document.masked,
            ]) { own, _ in own },
            for: visit,
            status: refusal?.code.pageStatus ?? .ok
        )
    }
}
