import CodeImages
import HTTPTypes
import HealthCardDomain
import HealthCardServices
import Hummingbird

extension Pages {
    /// The window's form for somebody who stands there with their document (`B02`).
    func issueForm(_ visit: Visit) async throws -> Response {
        try await issueForm(visit, [:], nil)
    }

    /// Registers on the clerk's check of the document, and shows the slip with the printed code.
    func issue(_ visit: Visit) async throws -> Response {
        let act = visit.act
        guard case .account(let account) = act.actor else { throw AccessRefusal.notSignedIn }
        var wrong: [String: any Refusal] = [:]
        var phone: PhoneNumber?
        do {
            phone = visit.form["phone"].isEmpty ? nil : try PhoneNumber(visit.form["phone"])
        } catch {
            wrong["phone"] = error
        }
        if visit.form["staff_checked"] != "yes" { wrong["staff_checked"] = IdentityRefusal.proofingMissing }
        let today = CivilDate(inChinaAt: visit.at)
        let (identity, refusals) = ApplicantForm(visit.form).identity(phone: phone, on: today)
        wrong.merge(refusals) { own, _ in own }
        guard let identity, wrong.isEmpty else {
            for refusal in wrong.values { try await services.ledger.record(refusal, of: .cardRegister, by: act) }
            return try await issueForm(visit, wrong, nil)
        }
        do {
            let proofing = try Proofing(
                method: .staffChecked,
                verifier: account.id.text,
                verifiedAt: visit.at,
                now: visit.at
            )
            let request = RegistrationRequest(identity: identity, proofing: proofing, channel: .window)
            let done = try await services.cards.register(request, key: nil, by: act)
            let printed = try await services.codes.generate(.static, of: done.cardID, by: act)
            return try await slip(visit, identity, done, printed)
        } catch {
            let refusal = try await refusal(in: error, of: .cardRegister, by: act)
            if refusal.code == .personNameDiffers { return try await issueForm(visit, ["name": refusal], nil) }
            return try await issueForm(visit, [:], refusal)
        }
    }

    private func issueForm(
        _ visit: Visit,
        _ wrong: [String: any Refusal],
        _ refusal: (any Refusal)?
    ) async throws -> Response {
        let setting = try await services.desk(by: visit.act)
        return try page(
            "issue",
            title: visit.words.issueTitle,
            here: "/desk/issue",
            ApplicantForm(visit.form).values(wrong, nameComplete: "off", self, visit).merging([
                "formToken": visit.formToken,
                "institution": visit.language.name(of: setting.institution),
                "problem": problem(refusal, for: visit),
                "phone": visit.form["phone"],
                "phoneError": problem(wrong["phone"], for: visit),
                "checkError": problem(wrong["staff_checked"], for: visit),
            ]) { own, _ in own },
            for: visit,
            status: (refusal ?? wrong.values.first)?.code.pageStatus ?? .ok
        )
    }

    private func slip(
        _ visit: Visit,
        _ identity: ResidentIdentity,
        _ done: Registration,
        _ printed: IssuedCode
    ) async throws -> Response {
        let setting = try await services.desk(by: visit.act)
        let matrix = try QRMatrix(printed.code.text, correction: .quartile)
        return try page(
            "slip",
            title: visit.words.slipTitle,
            here: "/desk/issue",
            [
                "outcomeName": visit.words.name(of: done.outcome),
                "svg": QRSVG.render(matrix, title: visit.words.slipTitle),
                "codeText": orFalse(sandbox == nil ? nil : printed.code.text),
                "holder": identity.name.masked,
                "idTypeName": visit.language.name(of: identity.document.type),
                "idNumberMasked": identity.document.masked,
                "institution": visit.language.name(of: setting.institution),
                "time": ChinaTime.text(visit.at),
            ],
            for: visit
        )
    }
}
