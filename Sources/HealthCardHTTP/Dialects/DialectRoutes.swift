import Foundation
import HealthCardDomain
import HealthCardServices
import Hummingbird
import SMCrypto
import StrictJSON

/// `POST /gateway/{profile}`: the envelope that hospital systems already speak, on the same services as the native API.
///
/// As in the field the answer is always 200 with a `code` of its own; the message says in Chinese and English what is
/// wrong and what to do, and `problem` names our stable code.
struct DialectRoutes: Sendable {
    let services: Services
    let profile: DialectProfile
    let quota: AppQuota

    func add(to router: Router<HealthCardRequestContext>) {
        router.post("/gateway/\(profile.name)") { request, context in
            let body = try await SignedEndpoint.body(of: request)
            return try await answer(body, requestID: context.id, context: context)
        }
    }

    private func answer(
        _ body: [UInt8],
        requestID: String,
        context: HealthCardRequestContext
    ) async throws -> Response {
        var key: SM4Key?
        do {
            let envelope = try DialectEnvelope(body)
            let filing = try await services.apps.filing(of: envelope.appID)
            guard let (plaintext, secret) = open(envelope, filing) else {
                throw RequestRefusal.dialectContentUnreadable
            }
            key = try profile.sm4Key(secret: secret)
            try quota.charge(filing.app.id, at: services.ambient.now())
            let act = Act(
                actor: .app(filing.app),
                requestID: HealthCardDomain.RequestID(trusted: requestID),
                nonce: nil,
                at: services.ambient.now()
            )
            try requireFresh(envelope.timestamp, at: act.at)
            guard let method = DialectMethod(rawValue: envelope.method) else {
                throw RequestRefusal.dialectMethodUnknown
            }
            let handler = DialectHandler(services: services, profile: profile, act: act)
            let content = try await handler.carryOut(method, plaintext)
            return try response(profile.successCode, "成功 OK", content: content, key: key, requestID: requestID)
        } catch let recorded as RecordedRefusal {
            return try refusal(recorded.refusal, key: key, requestID: requestID)
        } catch let refused as any Refusal {
            return try refusal(refused, key: key, requestID: requestID)
        }
    }

    private func open(_ envelope: DialectEnvelope, _ filing: AppFiling) -> ([UInt8], Sensitive<String>)? {
        for secret in filing.secrets {
            if let plaintext = envelope.open(with: secret, profile: profile) { return (plaintext, secret) }
        }
        return nil
    }

    private func requireFresh(_ timestamp: String, at now: Date) throws(AccessRefusal) {
        guard let milliseconds = Int64(timestamp),
            abs(now.timeIntervalSince1970 - Double(milliseconds) / 1_000) <= profile.timestampWindowSeconds
        else { throw .timestampOutsideWindow }
    }

    private func refusal(_ refusal: any Refusal, key: SM4Key?, requestID: String) throws -> Response {
        let text = refusal.code.text
        let place = refusal.field.map { " [\($0)]" } ?? ""
        let message =
            "\(text.titleChinese)\(place)：\(text.remedyChinese) / \(text.titleEnglish): \(text.remedyEnglish)"
        return try response(
            profile.failureCode,
            message,
            content: nil,
            key: key,
            requestID: requestID,
            problem: refusal.code
        )
    }

    private func response(
        _ code: String,
        _ message: String,
        content: [UInt8]?,
        key: SM4Key?,
        requestID: String,
        problem: ProblemCode? = nil
    ) throws -> Response {
        var sealed = ""
        if let content, let key {
            sealed = profile.encode(
                try SM4ECBForDialects.encrypt(content, key: key, padding: profile.padding)
            )
        }
        return .json(
            JSONWriter.object { json in
                json.member("code", code)
                json.member("message", message)
                json.member("enc_type", profile.encryptionType)
                json.member("biz_content", sealed)
                if let problem { json.member("problem", problem.rawValue) }
                json.member("request_id", requestID)
            }
        )
    }
}
