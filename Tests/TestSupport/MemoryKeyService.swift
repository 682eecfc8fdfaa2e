package import HealthCardDomain
package import HealthCardServices
package import SMCrypto
import Synchronization

/// A key service in the memory of a test, with real cryptography, that can be taken away. The real ones have tests of
/// their own.
package final class MemoryKeyService: KeyService {
    private struct State {
        var signing: [UInt32: SM2PrivateKey] = [:]
        var sealing: [UInt32: AuthenticatedCipher] = [:]
        var used: Set<[UInt8]> = []
        var isGone = false
    }

    private let state = Mutex(State())

    package init() {}

    /// Whether every call answers `.unavailable`.
    package var isGone: Bool {
        get { state.withLock { $0.isGone } }
        set { state.withLock { $0.isGone = newValue } }
    }

    package var place: KeyPlace { .device("test") }
    package var isAvailable: Bool { !isGone }

    package func randomBytes(_ count: Int) async throws(KeyServiceError) -> [UInt8] {
        guard !isGone else { throw .unavailable }
        return (0..<count).map { _ in .random(in: 0...255) }
    }

    package func makeRoot(_ purpose: RootKeyPurpose, version: UInt32) async throws(KeyServiceError) -> RootKey {
        guard !isGone else { throw .unavailable }
        let locator = Array("\(purpose.rawValue) \(version)".utf8)
        do {
            let isNew = try state.withLock { state in
                guard state.used.insert(locator).inserted else { return false }
                switch purpose {
                case .signing: state.signing[version] = try .generate()
                case .sealing:
                    let secret = SecretBytes((0..<32).map { _ in .random(in: 0...255) })
                    state.sealing[version] = try AuthenticatedCipher(secret: secret, purpose: "test")
                }
                return true
            }
            guard isNew else { throw KeyServiceError.badArgument }
        } catch let error as KeyServiceError {
            throw error
        } catch {
            throw .failed(reason: "libcrypto")
        }
        return RootKey(purpose: purpose, version: version, locator: locator)
    }

    package func destroyRoot(_ key: RootKey) async throws(KeyServiceError) {
        guard !isGone else { throw .unavailable }
        state.withLock { state in
            switch key.purpose {
            case .signing: state.signing[key.version] = nil
            case .sealing: state.sealing[key.version] = nil
            }
        }
    }

    package func publicKey(of key: RootKey) async throws(KeyServiceError) -> SM2PublicKey {
        try pair(key).publicKey
    }

    package func sign(_ message: [UInt8], with key: RootKey) async throws(KeyServiceError) -> SM2Signature {
        let pair = try pair(key)
        do { return try pair.sign(message) } catch { throw .failed(reason: "libcrypto") }
    }

    package func seal(
        _ plaintext: [UInt8],
        context: [UInt8],
        with key: RootKey
    ) async throws(KeyServiceError) -> [UInt8] {
        let nonce: [UInt8] = (0..<16).map { _ in .random(in: 0...255) }
        return try nonce + cipher(key).seal(plaintext, nonce: nonce, associated: AssociatedData([context]))
    }

    package func open(
        _ sealed: [UInt8],
        context: [UInt8],
        with key: RootKey
    ) async throws(KeyServiceError) -> [UInt8] {
        let cipher = try cipher(key)
        guard sealed.count >= 32 else { throw .notAuthentic }
        let associated = AssociatedData([context])
        do {
            return try cipher.open(Array(sealed[16...]), nonce: Array(sealed[..<16]), associated: associated)
        } catch {
            throw .notAuthentic
        }
    }

    package func mac(_ message: [UInt8], with key: RootKey) async throws(KeyServiceError) -> [UInt8] {
        throw .notSupported(operation: "mac")
    }

    private func pair(_ key: RootKey) throws(KeyServiceError) -> SM2PrivateKey {
        guard !isGone else { throw .unavailable }
        guard let pair = state.withLock({ $0.signing[key.version] }) else { throw .keyNotUsable }
        return pair
    }

    private func cipher(_ key: RootKey) throws(KeyServiceError) -> AuthenticatedCipher {
        guard !isGone else { throw .unavailable }
        guard let cipher = state.withLock({ $0.sealing[key.version] }) else { throw .keyNotUsable }
        return cipher
    }
}
