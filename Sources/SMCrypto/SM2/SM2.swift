/// What all SM2 operations share (GB/T 32918, curve of part 5).
package enum SM2 {
    /// The signer's identity where none was agreed: `1234567812345678` (GM/T 0009-2012, clause 10).
    package static let defaultID = Array("1234567812345678".utf8)

    /// The longest identity, in bytes: its length in bits is written in 16 bits.
    package static let maximumIDLength = 8191

    /// The longest plaintext this product encrypts under SM2, in bytes. The standard allows more; whoever needs more
    /// should encrypt a symmetric key instead.
    package static let maximumPlaintextLength = 1 << 20
}
