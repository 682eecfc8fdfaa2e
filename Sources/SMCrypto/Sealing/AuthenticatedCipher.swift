import CLibCrypto
import Synchronization

/// Hides a text and shows every change of it: SM4-CTR, then HMAC-SM3 over what the text is bound to, the nonce and the
/// ciphertext, under separate keys (encrypt-then-MAC). The tag is the first 16 bytes.
///
/// It stands where SM4-GCM will stand when libcrypto has it; ``Algorithm`` is written into every header for that day.
/// Nothing is decrypted before the tag was compared, in constant time. One value may serve any number of threads; they
/// take turns.
///
/// `@unchecked Sendable` holds because the two libcrypto objects that change are used under the lock only.
@safe
package final class AuthenticatedCipher: @unchecked Sendable, RedactedSecret {
    /// How a text was sealed, as one byte of its header.
    package enum Algorithm: UInt8, Sendable, CaseIterable {
        case sm4CTRWithHMACSM3 = 1
    }

    /// Bytes of a nonce, which is the first counter block.
    package static let nonceLength = 16
    /// Bytes of a tag.
    package static let tagLength = 16
    /// Bytes of both keys: 16 that encrypt, then 32 that authenticate.
    static let keyLength = SM4Key.length + SM3.digestLength
    /// The longest text in bytes.
    package static let maximumLength = 1 << 30

    private let states: HMACStates
    private let turn = Mutex(())
    private let cipher: OpaquePointer
    private let workspace: OpaquePointer

    /// Takes a secret of at least 16 random bytes and derives both keys for one purpose by HKDF-SM3.
    ///
    /// - Parameter purpose: what is sealed; two purposes never open each other's texts.
    /// - Throws: `CryptoRefusal.badLength` for a shorter secret, `CryptoFault` if libcrypto fails.
    package convenience init(secret: SecretBytes, purpose: String) throws {
        guard secret.count >= SM4Key.length else { throw CryptoRefusal.badLength }
        let info = AssociatedData.open([Array("xinglin.seal.1".utf8), Array(purpose.utf8)])
        let keys = try HKDFSM3.derive(secret: secret, salt: [], info: info, length: Self.keyLength)
        let cipher = unsafe try keys.withUnsafeBytes { unsafe try Self.cipher(of: $0) }
        let states = unsafe keys.withUnsafeBytes { unsafe Self.states(of: $0) { _ in } }
        unsafe self.init(cipher: cipher, states: states, workspace: HMACStates.makeWorkspace())
    }

    /// Takes both keys.
    ///
    /// - Parameters:
    ///   - workspace: a hash object, which this one then owns.
    ///   - beginning: feeds the parts of ``AssociatedData`` that every text of this key is bound to.
    convenience init(
        keys: UnsafeRawBufferPointer,
        workspace: OpaquePointer,
        beginning: (OpaquePointer) -> Void
    ) throws(CryptoFault) {
        let cipher = unsafe try Self.cipher(of: keys)
        unsafe self.init(cipher: cipher, states: Self.states(of: keys, beginning), workspace: workspace)
    }

    private init(cipher: OpaquePointer, states: HMACStates, workspace: OpaquePointer) {
        unsafe self.cipher = unsafe cipher
        self.states = states
        unsafe self.workspace = unsafe workspace
    }

    deinit {
        unsafe EVP_CIPHER_CTX_free(cipher)
        unsafe EVP_MD_CTX_free(workspace)
    }

    /// Seals a text: the ciphertext, as long as the text, then the tag.
    ///
    /// - Parameters:
    ///   - nonce: ``nonceLength`` random bytes, never used before under this key; they travel beside the result.
    ///   - associated: what must be the same at ``open(_:nonce:associated:)``.
    package func seal(_ plaintext: [UInt8], nonce: [UInt8], associated: AssociatedData) -> [UInt8] {
        precondition(plaintext.count <= Self.maximumLength, "a text has at most \(Self.maximumLength) bytes")
        return unsafe [UInt8](unsafeUninitializedCapacity: plaintext.count + Self.tagLength) { output, count in
            let output = UnsafeMutableRawBufferPointer(output)
            unsafe output.copyBytes(from: plaintext)
            unsafe nonce.withUnsafeBytes { nonce in
                unsafe sealInPlace(output, nonce: nonce, associated: associated)
            }
            count = plaintext.count + Self.tagLength
        }
    }

    /// Opens what ``seal(_:nonce:associated:)`` gave.
    ///
    /// - Throws: `CryptoRefusal.notAuthentic` for anything else: another key, nonce or binding, changed or cut bytes.
    package func open(_ sealed: [UInt8], nonce: [UInt8], associated: AssociatedData) throws -> [UInt8] {
        guard sealed.count >= Self.tagLength, nonce.count == Self.nonceLength else { throw CryptoRefusal.notAuthentic }
        return try unsafe sealed.withUnsafeBytes { sealed in
            try unsafe nonce.withUnsafeBytes { nonce in
                try unsafe open(sealed, nonce: nonce, associated: associated) { text in text.count }
            }
        }
    }

    /// Encrypts the text that `message` begins with and writes the tag into the 16 bytes after it.
    func sealInPlace(
        _ message: UnsafeMutableRawBufferPointer,
        nonce: UnsafeRawBufferPointer,
        associated: AssociatedData
    ) {
        precondition(nonce.count == Self.nonceLength, "a nonce has 16 bytes")
        let text = unsafe UnsafeMutableRawBufferPointer(rebasing: message.dropLast(Self.tagLength))
        turn.withLock { _ in
            unsafe applyKeyStream(from: UnsafeRawBufferPointer(text), to: text, nonce: nonce)
            unsafe withTag(nonce: nonce, text: UnsafeRawBufferPointer(text), associated: associated) { tag in
                unsafe message[text.count...].copyBytes(from: tag)
            }
        }
    }

    /// Checks the tag at the end of `sealed`, then decrypts what is before it.
    ///
    /// - Parameter length: how many bytes of the decrypted text to give out, none of them if it throws.
    func open(
        _ sealed: UnsafeRawBufferPointer,
        nonce: UnsafeRawBufferPointer,
        associated: AssociatedData,
        length: (UnsafeRawBufferPointer) throws -> Int
    ) throws -> [UInt8] {
        let text = unsafe UnsafeRawBufferPointer(rebasing: sealed.dropLast(Self.tagLength))
        let claimed = unsafe UnsafeRawBufferPointer(rebasing: sealed.suffix(Self.tagLength))
        guard text.count <= Self.maximumLength else { throw CryptoRefusal.notAuthentic }
        return try turn.withLock { _ in
            let isAuthentic = unsafe withTag(nonce: nonce, text: text, associated: associated) { tag in
                unsafe CRYPTO_memcmp(tag.baseAddress, claimed.baseAddress, Self.tagLength) == 0
            }
            guard isAuthentic else { throw CryptoRefusal.notAuthentic }
            return try unsafe [UInt8](unsafeUninitializedCapacity: text.count) { output, count in
                let room = UnsafeMutableRawBufferPointer(output)
                let output = unsafe UnsafeMutableRawBufferPointer(rebasing: room[..<text.count])
                unsafe applyKeyStream(from: text, to: output, nonce: nonce)
                count = try unsafe length(UnsafeRawBufferPointer(output))
            }
        }
    }

    private static func cipher(of keys: UnsafeRawBufferPointer) throws(CryptoFault) -> OpaquePointer {
        precondition(keys.count == keyLength, "the keys have 48 bytes")
        let cipher = unsafe try LibCrypto.object(EVP_CIPHER_CTX_new(), "EVP_CIPHER_CTX_new")
        let key = unsafe keys.bindMemory(to: UInt8.self).baseAddress
        guard unsafe EVP_CipherInit_ex2(cipher, SM4Mode.ctr.pointer, key, nil, 1, nil) == 1 else {
            unsafe EVP_CIPHER_CTX_free(cipher)
            throw LibCrypto.fault("EVP_CipherInit_ex2")
        }
        return unsafe cipher
    }

    private static func states(
        of keys: UnsafeRawBufferPointer,
        _ beginning: (OpaquePointer) -> Void
    ) -> HMACStates {
        unsafe HMACStates(key: UnsafeRawBufferPointer(rebasing: keys[SM4Key.length...]), beginning: beginning)
    }

    private func applyKeyStream(
        from input: UnsafeRawBufferPointer,
        to output: UnsafeMutableRawBufferPointer,
        nonce: UnsafeRawBufferPointer
    ) {
        let start = unsafe nonce.bindMemory(to: UInt8.self).baseAddress
        let status = unsafe EVP_CipherInit_ex2(cipher, nil, nil, start, 1, nil)
        precondition(status == 1, "libcrypto could not take in a nonce")
        guard input.count > 0 else { return }
        var written: Int32 = 0
        let isDone = unsafe EVP_CipherUpdate(
            cipher,
            output.bindMemory(to: UInt8.self).baseAddress,
            &written,
            input.bindMemory(to: UInt8.self).baseAddress,
            Int32(input.count)
        )
        precondition(isDone == 1 && written == input.count, "libcrypto could not apply a key stream")
    }

    /// Lends the tag, 16 bytes.
    @inline(__always)
    private func withTag<Value>(
        nonce: UnsafeRawBufferPointer,
        text: UnsafeRawBufferPointer,
        associated: AssociatedData,
        _ body: (UnsafeRawBufferPointer) -> Value
    ) -> Value {
        unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: SM3.digestLength) { mac in
            guard let start = mac.baseAddress else { preconditionFailure("32 bytes have an address") }
            unsafe states.compute(into: start, using: workspace) { workspace in
                unsafe associated.encoded.withUnsafeBytes { unsafe HMACStates.feed(workspace, $0) }
                unsafe HMACStates.feed(workspace, nonce)
                unsafe HMACStates.feed(workspace, text)
            }
            return unsafe body(UnsafeRawBufferPointer(start: start, count: Self.tagLength))
        }
    }
}
