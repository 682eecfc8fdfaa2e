/// An SM2 public key: a point that was checked to be on the curve. It serves any number of threads.
package struct SM2PublicKey: Sendable, Equatable {
    /// 65 bytes: `04`, x, y, each coordinate 32 bytes big-endian.
    package let uncompressed: [UInt8]
    private let handle: LibraryHandle

    /// Takes `04‖x‖y`.
    ///
    /// - Throws: `CryptoRefusal.malformedKey` unless both coordinates are below p and the point is on the curve; the
    ///   point at infinity is refused. `CryptoFault` if libcrypto fails.
    package init(uncompressed: [UInt8]) throws {
        guard try SM2Curve.isPoint(uncompressed) else { throw CryptoRefusal.malformedKey }
        self.uncompressed = uncompressed
        handle = try SM2KeyHandle.make(point: uncompressed, scalar: nil)
    }

    /// Two keys are equal if they are the same point.
    package static func == (left: SM2PublicKey, right: SM2PublicKey) -> Bool {
        left.uncompressed == right.uncompressed
    }

    /// Whether this key signed this message under this identity. The hash is computed here, never taken from outside.
    ///
    /// - Parameter id: the signer's identity; one that is empty or longer than 8191 bytes is never valid.
    package func isValid(_ signature: SM2Signature, for message: [UInt8], id: [UInt8] = SM2.defaultID) -> Bool {
        guard (1...SM2.maximumIDLength).contains(id.count) else { return false }
        do {
            let digest = try SM2Digest.message(message, id: id, publicKey: self)
            return try SM2KeyHandle.verify(signature.der, of: digest, with: handle)
        } catch {
            preconditionFailure("libcrypto could not begin a verification: \(error)")
        }
    }

    /// Encrypts a message that only the private key can read. Two ciphertexts of one message differ.
    ///
    /// - Parameter plaintext: 1 byte up to ``SM2/maximumPlaintextLength``.
    /// - Throws: `CryptoRefusal.badLength` for another length, `CryptoFault` if libcrypto fails.
    package func encrypt(_ plaintext: [UInt8]) throws -> SM2Ciphertext {
        guard (1...SM2.maximumPlaintextLength).contains(plaintext.count) else { throw CryptoRefusal.badLength }
        return try SM2Ciphertext(der: SM2KeyHandle.encrypt(plaintext, with: handle))
    }
}
