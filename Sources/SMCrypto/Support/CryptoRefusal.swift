/// Why bytes from outside were not accepted. No case carries the bytes.
package enum CryptoRefusal: Error, Sendable, Equatable {
    /// Not a public point on the SM2 curve, or not a private number in [1, n−2], or not a key of the right length.
    case malformedKey

    /// Not an SM2 signature: wrong length, not strict DER, or r or s outside [1, n−1], or r + s = n.
    case malformedSignature

    /// Not an SM2 ciphertext: too short or long, not strict DER, or C1 is not a point on the curve. Or not a sealed
    /// column: another form, algorithm or length.
    case malformedCiphertext

    /// The integrity value inside does not match: another key, or changed on the way.
    case notAuthentic

    /// A message, initial vector, identity or output has a length the algorithm does not take.
    case badLength

    /// The padding is not what the chosen rule writes. Answer it as any other decryption failure: a caller who can
    /// tell the two apart can decrypt without the key.
    case badPadding
}
