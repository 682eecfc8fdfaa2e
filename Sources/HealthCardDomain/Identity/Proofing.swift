package import Foundation

/// The record that an applicant's identity was proofed: how, by whom, and when (A03).
package struct Proofing: Sendable, Equatable {
    /// The longest verifier, in ASCII characters.
    package static let maximumVerifierLength = 64
    /// How far a verifier's clock may run ahead of ours, in seconds.
    package static let clockSkewSeconds: TimeInterval = 300
    /// The greatest age at which a proofing still counts for a new application, in seconds.
    package static let maximumAgeSeconds: TimeInterval = 86_400

    /// How the person was proofed.
    package let method: ProofingMethod
    /// The id of the person, device or service that proofed, 1 to 64 printable ASCII characters without outer spaces.
    package let verifier: String
    /// When it happened, by the verifier's clock.
    package let verifiedAt: Date

    /// A proofing offered for an application at `now`.
    ///
    /// - Throws: `.proofingVerifierMalformed`; `.proofingInFuture` more than 5 minutes ahead of `now`;
    ///   `.proofingTooOld` more than 24 hours before it.
    package init(method: ProofingMethod, verifier: String, verifiedAt: Date, now: Date) throws(IdentityRefusal) {
        try self.init(recorded: method, verifier: verifier, verifiedAt: verifiedAt)
        let age = now.timeIntervalSince(verifiedAt)
        guard age >= -Proofing.clockSkewSeconds else { throw .proofingInFuture }
        guard age <= Proofing.maximumAgeSeconds else { throw .proofingTooOld }
    }

    /// A proofing read back from storage, whose age no longer matters.
    ///
    /// - Throws: `.proofingVerifierMalformed`.
    package init(recorded method: ProofingMethod, verifier: String, verifiedAt: Date) throws(IdentityRefusal) {
        let bytes = Array(verifier.utf8)
        guard (1...Proofing.maximumVerifierLength).contains(bytes.count),
            bytes.allSatisfy({ (0x20...0x7E).contains($0) }), bytes.first != 0x20, bytes.last != 0x20
        else { throw .proofingVerifierMalformed }
        self.method = method
        self.verifier = verifier
        self.verifiedAt = verifiedAt
    }

    /// A proofing from the optional fields of a request.
    ///
    /// - Throws: `.proofingMissing` if any field is absent, `.proofingMethodUnknown`, and what the initializer throws.
    package init(method: String?, verifier: String?, verifiedAt: Date?, now: Date) throws(IdentityRefusal) {
        guard let method, let verifier, let verifiedAt else { throw .proofingMissing }
        guard let known = ProofingMethod(rawValue: method) else { throw .proofingMethodUnknown }
        try self.init(method: known, verifier: verifier, verifiedAt: verifiedAt, now: now)
    }
}
