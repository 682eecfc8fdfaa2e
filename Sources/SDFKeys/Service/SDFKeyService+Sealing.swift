import HealthCardDomain
package import HealthCardServices
import SMCrypto

extension SDFKeyService {
    package func seal(
        _ plaintext: [UInt8],
        context: [UInt8],
        with key: RootKey
    ) async throws(KeyServiceError) -> [UInt8] {
        guard plaintext.count <= Self.plaintextLimit else { throw .badArgument }
        let root = try SDFSealingRoot(key, in: pool)
        return try await pool.perform { session throws(SDFFailure) in
            let handle = try root.encryptionKey(in: session)
            var text = SDFSealedText.filled(plaintext)
            defer { Wipe.overwrite(&text) }
            let iv = try session.random(SDFSession.ivLength)
            let ciphertext = try session.crypt(.encrypt, text, iv: iv, with: handle)
            // Sealed bytes may be the only copy of a master key: they are read back before anybody relies on them.
            var back = try session.crypt(.decrypt, ciphertext, iv: iv, with: handle)
            defer { Wipe.overwrite(&back) }
            guard ConstantTime.areEqual(text, back) else { throw .wrongAnswer }
            let statement = SDFSealed.statement(
                keyVersion: root.version,
                keyID: root.id.bytes,
                context: context,
                iv: iv,
                ciphertext: ciphertext
            )
            let signature = try session.sign(statement, index: session.device.profile.keys.sealSignature)
            return SDFSealed(
                keyVersion: root.version,
                keyID: root.id.bytes,
                iv: iv,
                ciphertext: ciphertext,
                signature: signature
            ).bytes
        }
    }

    package func open(
        _ sealed: [UInt8],
        context: [UInt8],
        with key: RootKey
    ) async throws(KeyServiceError) -> [UInt8] {
        let root = try SDFSealingRoot(key, in: pool)
        guard let sealed = SDFSealed(parsing: sealed), sealed.keyVersion == root.version,
            sealed.keyID == root.id.bytes
        else { throw .notAuthentic }
        let statement = sealed.statement(context: context)
        return try await pool.perform { session throws(SDFFailure) in
            let signer = try session.signingKey(session.device.profile.keys.sealSignature)
            guard signer.isValid(sealed.signature, for: statement) else { throw SDFFailure(.notAuthentic) }
            let handle = try root.encryptionKey(in: session)
            var text = try session.crypt(.decrypt, sealed.ciphertext, iv: sealed.iv, with: handle)
            defer { Wipe.overwrite(&text) }
            // What the device signed is what it encrypted: if it does not read it now, it errs.
            guard let plaintext = SDFSealedText.plaintext(of: text) else { throw .wrongAnswer }
            return plaintext
        }
    }

    package func mac(_ message: [UInt8], with key: RootKey) async throws(KeyServiceError) -> [UInt8] {
        guard key.purpose == .sealing, profile.mac != .none else { throw .notSupported(operation: "mac") }
        let root = try SDFSealingRoot(key, in: pool)
        return try await pool.perform { session throws(SDFFailure) in
            try session.mac(message, with: try root.macKey(in: session))
        }
    }

    /// Has the device make the keys of a sealing root, and sign that it did.
    func makeSealingLocator(version: UInt32) async throws(KeyServiceError) -> [UInt8] {
        let hasMac = profile.mac != .none
        return try await pool.perform { session throws(SDFFailure) in
            let encryptionKey = try session.makeWrappedKey()
            let macKey = hasMac ? try session.makeWrappedKey() : nil
            let statement = SDFSealingLocator.statement(encryptionKey, macKey, version: version)
            let signature = try session.sign(statement, index: session.device.profile.keys.sealSignature)
            return SDFSealingLocator(encryptionKey: encryptionKey, macKey: macKey, signature: signature).bytes
        }
    }
}
