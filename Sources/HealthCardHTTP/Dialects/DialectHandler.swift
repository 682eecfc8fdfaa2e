import Foundation
import HealthCardDomain
import HealthCardServices
import SMCrypto
import StrictJSON

/// Carries out one method of the dialect: reads its fields, calls a service, writes its answer. No rules of its own.
struct DialectHandler {
    let services: Services
    let profile: DialectProfile
    let act: Act

    /// - Returns: the answer's business content as JSON.
    /// - Throws: `RecordedRefusal`, for every refusal.
    func carryOut(_ method: DialectMethod, _ content: [UInt8]) async throws -> [UInt8] {
        do {
            let value = try JSONReader.read(content)
            switch method {
            case .register: return try await register(JSONObject(value))
            case .modify: return try await modify(JSONObject(value), digest: SM3.hash(content))
            case .close: return try await close(JSONObject(value))
            case .generate: return try await generate(JSONObject(value))
            case .query: return try await query(JSONObject(value))
            case .verify: return try await verify(JSONObject(value))
            case .useCardData: return try await upload(value)
            }
        } catch let refusal as any Refusal {
            try await services.ledger.record(refusal, of: method.operation, by: act)
            throw RecordedRefusal(refusal: refusal)
        }
    }

    private var today: CivilDate { CivilDate(inChinaAt: act.at) }

    private func register(_ body: JSONObject) async throws -> [UInt8] {
        var body = body
        let serial = try body.string("register_no")
        let key = try IdempotencyKey(serial: serial, method: DialectMethod.register.rawValue)
        let mode = try body.optionalString("rzfs") ?? ""
        let method = profile.proofing[mode] ?? profile.proofingByDefault
        let verifier = "app:\(act.actor.auditName ?? "")"
        let proofing = try Proofing(method: method, verifier: verifier, verifiedAt: act.at, now: act.at)
        let channel = try channel(body.optionalString("apply_type"))
        let request = RegistrationRequest(
            identity: try DialectIdentity.read(&body, on: today),
            proofing: proofing,
            channel: channel
        )
        let answer = try await services.cards.register(request, key: key, by: act)
        return JSONWriter.object { json in
            json.member("ehealth_card_id", answer.cardID.text)
            json.member("mindex_id", answer.personID.text)
            json.member("outcome", answer.outcome.rawValue)
        }
    }

    private func modify(_ body: JSONObject, digest: [UInt8]) async throws -> [UInt8] {
        var body = body
        let id = try cardID(body.string("ehealth_card_id"))
        let key = try IdempotencyKey(serial: try body.string("alter_no"), method: DialectMethod.modify.rawValue)
        let change = try DialectIdentity.readChange(&body, on: today)
        let view = try await services.persons.update(holderOf: id, key: key, digest: digest, by: act, change)
        return JSONWriter.object { $0.member("ehealth_card_id", view.card.id.text) }
    }

    private func close(_ body: JSONObject) async throws -> [UInt8] {
        var body = body
        let id = try cardID(body.string("ehealth_card_id"))
        let key = try IdempotencyKey(serial: try body.string("revoke_no"), method: DialectMethod.close.rawValue)
        let card = try await services.cards.cancel(id, key: key, by: act)
        return JSONWriter.object { json in
            json.member("ehealth_card_id", card.id.text)
            json.member("status", card.status.rawValue)
        }
    }

    private func generate(_ body: JSONObject) async throws -> [UInt8] {
        var body = body
        let id = try cardID(body.string("ehealth_card_id"))
        let flag = try body.optionalString("ewmbs") ?? CodeType.dynamic.rawValue
        guard let type = CodeType(rawValue: flag) else { throw RequestRefusal.fieldMalformed("ewmbs") }
        let issued = try await services.codes.generate(type, of: id, by: act)
        return JSONWriter.object { json in
            json.member("ehealth_code", issued.code.text)
            json.member("validseconds", issued.validSeconds)
        }
    }

    private func query(_ body: JSONObject) async throws -> [UInt8] {
        var body = body
        let selector: PersonSelector
        if let text = try body.optionalString("ehealth_card_id"), !text.isEmpty {
            selector = .card(try cardID(text))
        } else {
            selector = .document(try DialectIdentity.readDocument(&body, on: today))
        }
        let view = try await services.persons.query(selector, by: act)
        return JSONWriter.object { DialectIdentity.write(view.resident, card: view.card, to: &$0) }
    }

    private func verify(_ body: JSONObject) async throws -> [UInt8] {
        var body = body
        let code = try body.string("ehealth_code")
        let step = try step(body.string("medstepcode"))
        let terminal = try terminal(body.string("terminalcode"))
        _ = try terminalType(body.optionalString("channelcode"))
        let request = ScanRequest(
            scannedText: code,
            step: step,
            terminal: terminal,
            department: nil,
            operatorID: OperatorID(trusted: act.actor.auditName ?? "-"),
            purpose: .careAtStep
        )
        let answer = try await services.scans.scan(request, by: act)
        return JSONWriter.object { json in
            DialectIdentity.write(answer.resident, card: answer.card, to: &json)
            json.member("result", answer.result.rawValue)
            if let withheld = answer.withheld { json.member("resident_withheld", withheld.rawValue) }
        }
    }

    private func upload(_ value: JSONValue) async throws -> [UInt8] {
        guard case .array(let elements) = value else { throw RequestRefusal.fieldMalformed("biz_content") }
        guard elements.count <= UseService.batchLimit else { throw UseRefusal.tooMany }
        let rows = try elements.enumerated().map { index, element in
            var row = try JSONObject(element, at: "[\(index)]")
            let timeText = try row.string("usetime")
            guard let usedAt = DialectTime.instant(timeText) else {
                throw RequestRefusal.fieldMalformed("[\(index)].usetime")
            }
            return ReportedUse(
                cardID: try cardID(row.string("ehealth_card_id")),
                step: try step(row.string("medstepcode")),
                terminal: try terminal(row.string("terminalcode")),
                terminalType: try terminalType(row.optionalString("channelcode")),
                usedAt: usedAt
            )
        }
        let receipt = try await services.uses.upload(rows, by: act)
        return JSONWriter.object { json in
            json.member("recorded", receipt.recorded)
            json.member("repeated", receipt.repeated)
        }
    }

    private func cardID(_ text: String) throws(CardRefusal) -> CardID {
        guard let id = CardID(text) else { throw .malformedID }
        return id
    }

    private func step(_ text: String) throws(AccessRefusal) -> TreatmentStep {
        guard let step = TreatmentStep(rawValue: text) else { throw .stepUnknown }
        return step
    }

    private func terminal(_ text: String) throws(AccessRefusal) -> TerminalCode {
        guard let code = TerminalCode(text) else { throw .labelMalformed(field: "terminalcode") }
        return code
    }

    private func terminalType(_ text: String?) throws(RequestRefusal) -> TerminalType {
        guard let text, !text.isEmpty else { return .other }
        guard let type = TerminalType(rawValue: text) else { throw .fieldMalformed("channelcode") }
        return type
    }

    /// `apply_type` comes with one digit or two.
    private func channel(_ text: String?) throws(RequestRefusal) -> ApplyChannel {
        guard let text, !text.isEmpty else { return .window }
        let digit = text.count == 2 && text.hasPrefix("0") ? String(text.dropFirst()) : text
        guard let channel = ApplyChannel(rawValue: digit) else { throw .fieldMalformed("apply_type") }
        return channel
    }
}
