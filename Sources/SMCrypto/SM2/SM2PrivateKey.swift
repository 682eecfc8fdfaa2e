/// An SM2 private key d in [1, n−2], held in memory of libcrypto that is overwritten when the last copy goes.
///
/// It serves any number of threads. It is for development, tests and keys of low worth: a deployment that must pass
/// 密评 keeps its private keys in a certified device.
package struct SM2PrivateKey: Sendable, RedactedSecret {
    private static let maximumDraws = 64

    /// The public half.
    package let publicKey: SM2PublicKey
    private let handle: LibraryHandle

    /// Draws a new key.
    ///
    /// - Throws: `CryptoFault` if libcrypto fails.
    package static func generate() throws -> SM2PrivateKey {
        for _ in 0..<maximumDraws {
            let draw = try RandomSource.bytes(SM2Curve.width)
            guard SM2Curve.isPositive(draw[...], below: SM2Curve.orderMinusOne) else { continue }
            return try SM2PrivateKey(rawRepresentation: draw)
        }
        preconditionFailure("64 draws in a row above the curve's order: the random generator is broken")
    }

    /// Takes the private number as 32 big-endian bytes and computes the public key.
    ///
    /// - Throws: `CryptoRefusal.malformedKey` if it is not in [1, n−2], `CryptoFault` if libcrypto fails.
    package init(rawRepresentation: [UInt8]) throws {
        guard SM2Curve.isPositive(rawRepresentation[...], below: SM2Curve.orderMinusOne) else {
            throw CryptoRefusal.malformedKey
        }
        let point = try SM2Curve.publicPoint(of: rawRepresentation)
        publicKey = try SM2PublicKey(uncompressed: point)
        handle = try SM2KeyHandle.make(point: point, scalar: rawRepresentation)
    }

    /// The private number as 32 big-endian bytes: for wrapping and storing only. The array is not overwritten when it
    /// goes.
    package var rawRepresentation: [UInt8] {
        do {
            return try SM2KeyHandle.scalar(of: handle)
        } catch {
            preconditionFailure("libcrypto could not give back a number it holds: \(error)")
        }
    }

    /// Signs a message with SM3 (GB/T 32918.2). Two signatures of one message differ.
    ///
    /// - Parameter id: the signer's identity, 1–8191 bytes, which the verifier must use too.
    /// - Throws: `CryptoRefusal.badLength` for another identity, `CryptoFault` if libcrypto fails.
    package func sign(_ message: [UInt8], id: [UInt8] = SM2.defaultID) throws -> SM2Signature {
        let digest = try SM2Digest.message(message, id: id, publicKey: publicKey)
        return try SM2Signature(der: SM2KeyHandle.sign(digest, with: handle))
    }

    /// Decrypts a ciphertext (GB/T 32918.4).
    ///
    /// - Throws: `CryptoRefusal.notAuthentic` if it was made for another key or changed, or if its key stream is all
    ///   zero, which the standard forbids.
    package func decrypt(_ ciphertext: SM2Ciphertext) throws -> [UInt8] {
        let plaintext = try SM2KeyHandle.decrypt(ciphertext.der, with: handle)
        precondition(plaintext.count == ciphertext.c2.count, "libcrypto gave out a text of another length")
        return plaintext
    }
}
