package import HealthCardDomain
package import SMCrypto

/// The keys of sealed columns as a transaction uses them: from memory, without waiting for anybody.
package protocol ColumnKeys: Sendable {
    /// The key that new values are sealed with.
    ///
    /// - Parameter purpose: `.column` or `.credential`.
    /// - Throws: `.serviceUnavailable`, `.notFound`.
    func sealing(_ purpose: KeyPurpose) throws(KeyRefusal) -> BranchKey

    /// The key of a version that a stored value names.
    ///
    /// - Throws: `.serviceUnavailable`; `.notFound` where it was destroyed, or never was.
    func opening(_ purpose: KeyPurpose, version: UInt32) throws(KeyRefusal) -> BranchKey

    /// The key of look-ups by equality.
    ///
    /// - Throws: `.notFound` before the keys are loaded.
    func blindIndex() throws(KeyRefusal) -> BlindIndexKey

    /// A nonce for one value: 16 random bytes.
    func nonce() -> [UInt8]
}
