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
    private let ambient: Ambient
    /// A sandbox shows the expected base of a wrong signature; production never does.
    private let isSandbox: Bool

    package init(services: Services, isSandbox: Bool) {
        apps = services.apps
        ledger = services.ledger
        ambient = services.ambient
        self.isSandbox = isSandbox
    }

    /// Authenticates one request with its whole body.
    ///
    /// - Throws: `SignatureFailure`. A wrong signature in a known app's name is in the audit log.
    func act(
        of request: Request,
        body: [UInt8],
        requestID: HealthCardDomain.RequestID,
        for operation: AccessOperation
    ) async throws
        -> Act
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
            let filing = try await apps.filing(of: signature.keyID)
            let act = Act(actor: .app(filing.app), requestID: requestID, nonce: signature.nonce, at: now)
            if !body.isEmpty { try ContentDigest.require(request.headers[.contentDigest], of: body) }
            guard Self.isValid(signature, over: Array(base.text.utf8), for: filing) else {
                let unproved = Act(actor: act.actor, requestID: requestID, nonce: nil, at: now)
                try await ledger.record(AccessRefusal.signatureWrong, of: operation, by: unproved)
                throw SignatureFailure(refusal: .signatureWrong, expectedBase: isSandbox ? base.text : nil)
            }
            return act
        } catch let refusal as AccessRefusal {
            throw SignatureFailure(refusal: refusal, expectedBase: nil)
        }
    }

    private static func isValid(_ signature: RequestSignature, over base: [UInt8], for filing: AppFiling) -> Bool {
        switch signature.algorithm {
        case .hmacSM3:
            return filing.macs.contains { $0.isValid(signature.bytes, for: base) }
        case .sm2SM3:
            guard let parsed = try? SM2Signature(raw: signature.bytes) else {
                // Not 64 bytes, or r or s out of range: no signature at all, and so a wrong one.
                return false
            }
            return filing.publicKeys.contains { $0.isValid(parsed, for: base) }
        }
    }
}
