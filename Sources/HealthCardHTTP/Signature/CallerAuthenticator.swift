package import Foundation
import HealthCardDomain
package import HealthCardServices
import Hummingbird
import SMCrypto

/// Tells who signed a request: digest, signature, time window. The nonce is marked in the transaction of the act.
package struct CallerAuthenticator: Sendable {
    /// How far the caller's clock may be off, in seconds.
    package static let windowSeconds: TimeInterval = 300

    private let apps: AppDirectory
    private let ledger: ActLedger
    private let answerKeys: any AnswerKeys
    private let ambient: Ambient
    /// A sandbox shows the expected base of a wrong signature; production never does.
    private let isSandbox: Bool

    package init(services: Services, isSandbox: Bool) {
        apps = services.apps
        ledger = services.ledger
        answerKeys = services.answerKeys
        ambient = services.ambient
        self.isSandbox = isSandbox
    }

    /// Authenticates one request with its whole body.
    ///
    /// - Throws: `SignatureFailure`. A wrong signature in a known app's name is in the audit log. `KeyRefusal.serviceUnavailable` where the platform has no key to prove itself to an SM2 caller by: then nothing
    ///   is carried out.
    func prove(
        _ request: Request,
        body: [UInt8],
        requestID: HealthCardDomain.RequestID,
        for operation: AccessOperation
    ) async throws
        -> ProvedRequest
    {
        do {
            let signature = try RequestSignature(
                input: request.headers[.signatureInput],
                signature: request.headers[.signature]
            )
            let base = try SignatureBase(of: request, signature: signature, hasBody: !body.isEmpty)
            let now = ambient.now()
            guard abs(now.timeIntervalSince1970 - Double(signature.created)) <= Self.windowSeconds else {
                throw AccessRefusal.timestampOutsideWindow
            }
            if let expires = signature.expires, now.timeIntervalSince1970 > Double(expires) {
                throw AccessRefusal.timestampOutsideWindow
            }
            let filing = try await apps.filing(of: signature.keyID)
            let act = Act(actor: .app(filing.app), requestID: requestID, nonce: signature.nonce, at: now)
            if !body.isEmpty { try ContentDigest.require(request.headers[.contentDigest], of: body) }
            guard let key = try answerKey(for: signature, over: Array(base.text.utf8), of: filing) else {
                let unproved = Act(actor: act.actor, requestID: requestID, nonce: nil, at: now)
                try await ledger.record(AccessRefusal.signatureWrong, of: operation, by: unproved)
                throw SignatureFailure(refusal: .signatureWrong, expectedBase: isSandbox ? base.text : nil)
            }
            return ProvedRequest(
                act: act,
                signer: AnswerSigner(key: key, request: signature, requestID: requestID, ambient: ambient)
            )
        } catch let refusal as AccessRefusal {
            throw SignatureFailure(refusal: refusal, expectedBase: nil)
        }
    }

    /// What answers are signed with, where the request's signature is right; `nil` where it is wrong.
    ///
    /// A caller that proved itself by a shared secret is answered under that very secret; one that shares none is
    /// answered under the platform's own SM2 key.
    private func answerKey(
        for signature: RequestSignature,
        over base: [UInt8],
        of filing: AppFiling
    ) throws(KeyRefusal) -> AnswerSigner.Key? {
        switch signature.algorithm {
        case .hmacSM3:
            return filing.macs.first { $0.isValid(signature.bytes, for: base) }.map { .shared($0) }
        case .sm2SM3:
            guard let parsed = try? SM2Signature(raw: signature.bytes) else {
                // Not 64 bytes, or r or s out of range: no signature at all, and so a wrong one.
                return nil
            }
            guard filing.publicKeys.contains(where: { $0.isValid(parsed, for: base) }) else { return nil }
            guard let own = try? answerKeys.signing() else {
                // None is active or its time is over, which the inventory shows; no caller can do anything about it.
                throw .serviceUnavailable
            }
            return .own(own)
        }
    }
}
