/// What a root key is for. Root keys are made, kept and used inside a key service and never leave it in clear.
package enum RootKeyPurpose: String, Sendable, CaseIterable {
    /// An SM2 pair that signs: grants to regions, checkpoints, consents.
    case signing
    /// A symmetric key that seals and wraps: the key-encryption key over every master key.
    case sealing
}
