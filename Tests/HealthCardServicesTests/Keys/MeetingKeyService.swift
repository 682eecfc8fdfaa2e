import HealthCardDomain
import HealthCardServices
import SMCrypto
import Synchronization
import TestSupport

/// A key service at which two callers meet: the first call that makes or wraps a key waits for the second, so that both
/// have read the database before either writes to it.
final class MeetingKeyService: KeyService {
    private struct State {
        var missing = 2
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let inner: MemoryKeyService
    private let state = Mutex(State())

    init(_ inner: MemoryKeyService) { self.inner = inner }

    var place: KeyPlace { inner.place }
    var isAvailable: Bool { inner.isAvailable }

    func randomBytes(_ count: Int) async throws(KeyServiceError) -> [UInt8] { try await inner.randomBytes(count) }

    func makeRoot(_ purpose: RootKeyPurpose, version: UInt32) async throws(KeyServiceError) -> RootKey {
        await meet()
        return try await inner.makeRoot(purpose, version: version)
    }

    func destroyRoot(_ key: RootKey) async throws(KeyServiceError) { try await inner.destroyRoot(key) }

    func publicKey(of key: RootKey) async throws(KeyServiceError) -> SM2PublicKey {
        try await inner.publicKey(of: key)
    }

    func sign(_ message: [UInt8], with key: RootKey) async throws(KeyServiceError) -> SM2Signature {
        try await inner.sign(message, with: key)
    }

    func seal(_ text: [UInt8], context: [UInt8], with key: RootKey) async throws(KeyServiceError) -> [UInt8] {
        await meet()
        return try await inner.seal(text, context: context, with: key)
    }

    func open(_ sealed: [UInt8], context: [UInt8], with key: RootKey) async throws(KeyServiceError) -> [UInt8] {
        try await inner.open(sealed, context: context, with: key)
    }

    func mac(_ message: [UInt8], with key: RootKey) async throws(KeyServiceError) -> [UInt8] {
        try await inner.mac(message, with: key)
    }

    private func meet() async {
        await withCheckedContinuation { caller in
            let ready = state.withLock { state in
                state.missing -= 1
                state.waiting.append(caller)
                guard state.missing <= 0 else { return [CheckedContinuation<Void, Never>]() }
                defer { state.waiting = [] }
                return state.waiting
            }
            for caller in ready { caller.resume() }
        }
    }
}
