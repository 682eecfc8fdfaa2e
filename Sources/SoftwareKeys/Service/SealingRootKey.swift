import HealthCardServices
import SMCrypto

/// A sealing root key in use. What it seals is: form 1, algorithm, key version (4 bytes, big-endian), nonce (16),
/// ciphertext, tag (16), bound to its own header, the key's identifier and the caller's context.
struct SealingRootKey: Sendable {
    private static let form: UInt8 = 1
    private static let headerLength = 6
    private static let overhead = headerLength + AuthenticatedCipher.nonceLength + AuthenticatedCipher.tagLength

    private let id: [UInt8]
    private let header: [UInt8]
    private let cipher: AuthenticatedCipher
    private let authenticator: HMACSM3

    init(secret: SecretBytes, id: [UInt8], version: UInt32) throws {
        self.id = id
        header = [Self.form, AuthenticatedCipher.Algorithm.sm4CTRWithHMACSM3.rawValue] + ByteWriter.bigEndian(version)
        cipher = try AuthenticatedCipher(secret: secret, purpose: "root-key")
        let label = Array("xinglin.root-key.mac.1".utf8)
        let key = try HKDFSM3.derive(secret: secret, salt: [], info: label, length: HMACSM3.length)
        authenticator = try HMACSM3(secret: key)
    }

    func seal(_ plaintext: [UInt8], context: [UInt8], nonce: [UInt8]) -> [UInt8] {
        header + nonce + cipher.seal(plaintext, nonce: nonce, associated: associated(context))
    }

    func open(_ sealed: [UInt8], context: [UInt8]) throws(KeyServiceError) -> [UInt8] {
        guard sealed.count >= Self.overhead, sealed.starts(with: header) else { throw .notAuthentic }
        let nonceEnd = Self.headerLength + AuthenticatedCipher.nonceLength
        do {
            return try cipher.open(
                Array(sealed[nonceEnd...]),
                nonce: Array(sealed[Self.headerLength..<nonceEnd]),
                associated: associated(context)
            )
        } catch {
            throw .notAuthentic
        }
    }

    func mac(_ message: [UInt8]) -> [UInt8] { authenticator.authenticate(message) }

    private func associated(_ context: [UInt8]) -> AssociatedData { AssociatedData([header, id, context]) }
}
