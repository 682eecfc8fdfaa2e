package import HealthCardDomain

/// Residents' consents, with the text each is about.
package protocol ConsentRepository {
    /// Adds a consent, and keeps its text.
    ///
    /// - Returns: `false` where the phone's holder consented to this text before; that consent stays as it is.
    func add(_ consent: Consent, to terms: ConsentTerms) throws -> Bool
    func find(_ id: ConsentID) throws -> Consent?
    /// The consents of a phone's holder, newest first.
    func consents(of phone: PhoneNumber) throws -> [Consent]
    /// The oldest consents that wait for their signature.
    func unsigned(limit: Int) throws -> [Consent]
    /// Adds the signature of a consent that has none yet; an earlier signature stays.
    func save(_ signature: ConsentSignature, of id: ConsentID) throws
    /// The text with a digest, as it was shown.
    func text(ofTerms digest: [UInt8]) throws -> String?
    /// The newest consents, for the operator of the machine.
    func newest(limit: Int) throws -> [Consent]
}
