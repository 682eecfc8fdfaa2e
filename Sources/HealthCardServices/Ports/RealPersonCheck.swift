package import HealthCardDomain

/// Checks that the applicant in front of the camera is the holder of the document (实人核验).
///
/// Face alone never opens anything: it proofs an application of somebody who also holds the phone and the document.
package protocol RealPersonCheck: Sendable {
    /// The proofing method that a passed check counts as.
    var method: ProofingMethod { get }
    /// The id of the checking system, as recorded in the proofing.
    var verifier: String { get }

    func check(_ identity: ResidentIdentity) async throws -> RealPersonVerdict
}
