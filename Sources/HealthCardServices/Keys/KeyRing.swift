import Foundation
package import HealthCardDomain
package import SMCrypto
import Synchronization

/// The master keys this process works with, unwrapped once and held in its memory.
///
/// While the key service is gone, tokens are still verified, numbers found and callers' signatures checked; nothing is
/// issued, and no personal column is sealed or opened (``KeyPurpose/outlivesKeyService``). No other key takes the place
/// of one that is missing.
package final class KeyRing: AnswerKeys, CodeKeys, ColumnKeys, Sendable {
    /// An archived code key is tried for this long: far longer than any code lives, in seconds.
    private static let codeKeySeconds: TimeInterval = 600

    private struct Held {
        let stored: StoredMasterKey
        let secret: SecretBytes
    }

    private struct CodeKey {
        let key: MasterKey
        let token: CodeTokenKey
    }

    private struct Contents {
        var revision: Int64?
        var held: [Held] = []
        var codes: [CodeKey] = []
        var branches: [KeyPurpose: [UInt32: BranchKey]] = [:]
        var current: [KeyPurpose: UInt32] = [:]
        var index: BlindIndexKey?
        var answers: [(life: MasterKey, key: AnswerKey)] = []
        /// The database names keys that could not be taken in: what is held may be archived or destroyed by now.
        var isBehind = false
    }

    private let service: any KeyService
    private let region: RegionCode
    private let ambient: Ambient
    private let contents = Mutex(Contents())

    package init(service: any KeyService, region: RegionCode, ambient: Ambient) {
        self.service = service
        self.region = region
        self.ambient = ambient
    }

    /// Brings the ring to what the database says, if that changed. Unwraps what is new; forgets what was destroyed. One at
    /// a time: of two at once, the one that read first may end last.
    ///
    /// - Throws: `KeyServiceError`; the ring then opens and verifies as before, but seals and issues nothing until a
    ///   later refresh succeeds: the key it would use may be destroyed already.
    package func refresh(from storage: any Storage) async throws {
        let known = contents.withLock { $0.revision }
        let found: (revision: Int64, keys: [StoredMasterKey], roots: [StoredRoot])? = try await storage.read { store in
            let revision = try store.keys.revision()
            guard revision != known else { return nil }
            return (revision, try store.keys.masterKeys(), try store.keys.roots())
        }
        guard let found else { return }
        do {
            let made = try await unwrap(found.keys, under: found.roots, revision: found.revision)
            contents.withLock { $0 = made }
        } catch {
            contents.withLock { $0.isBehind = true }
            throw error
        }
    }

    private func unwrap(
        _ keys: [StoredMasterKey],
        under roots: [StoredRoot],
        revision: Int64
    ) async throws -> Contents {
        try await service.reload()
        let before = contents.withLock { $0.held }
        var held: [Held] = []
        for stored in keys where stored.key.region == region && stored.key.state != .destroyed {
            if let kept = before.first(where: { $0.stored.isSameKey(as: stored) }) {
                held.append(Held(stored: stored, secret: kept.secret))
                continue
            }
            guard
                let root = roots.first(where: {
                    $0.root.purpose == .sealing && $0.root.version == stored.rootVersion
                })
            else { throw KeyServiceError.keyNotUsable }
            let context = StoredMasterKey.context(of: stored.key)
            let secret = try await service.unwrap(stored.wrapped, context: context, with: root.root)
            held.append(Held(stored: stored, secret: secret))
        }
        return try Self.contents(of: held, revision: revision)
    }

    package func current() async throws -> CodeTokenKey {
        guard canIssue else { throw KeyRefusal.serviceUnavailable }
        let codes = contents.withLock { $0.codes }
        guard let active = codes.first(where: { $0.key.state == .active }) else { throw KeyRefusal.notFound }
        guard ambient.now() < active.key.validUntil else { throw KeyRefusal.outOfValidity }
        return active.token
    }

    package func accepted() async throws -> [CodeTokenKey] {
        let now = ambient.now()
        let live = contents.withLock { $0.codes }.filter { code in
            guard let archivedAt = code.key.archivedAt else { return true }
            return now.timeIntervalSince(archivedAt) < Self.codeKeySeconds
        }
        guard !live.isEmpty else { throw KeyRefusal.notFound }
        return live.map(\.token)
    }

    package func sealing(_ purpose: KeyPurpose) throws(KeyRefusal) -> BranchKey {
        guard canIssue else { throw .serviceUnavailable }
        let key: BranchKey? = contents.withLock { contents in
            contents.current[purpose].flatMap { contents.branches[purpose]?[$0] }
        }
        guard let key else { throw .notFound }
        return key
    }

    package func opening(_ purpose: KeyPurpose, version: UInt32) throws(KeyRefusal) -> BranchKey {
        guard service.isAvailable || purpose.outlivesKeyService else { throw .serviceUnavailable }
        guard let key = contents.withLock({ $0.branches[purpose]?[version] }) else { throw .notFound }
        return key
    }

    package func blindIndex() throws(KeyRefusal) -> BlindIndexKey {
        guard let key = contents.withLock({ $0.index }) else { throw .notFound }
        return key
    }

    package func signing() throws(KeyRefusal) -> AnswerKey {
        guard let active = contents.withLock({ $0.answers.first { $0.life.state == .active } }) else {
            throw .notFound
        }
        guard ambient.now() < active.life.validUntil else { throw .outOfValidity }
        return active.key
    }

    package func published() -> [AnswerKey] {
        contents.withLock { $0.answers }.map(\.key)
    }

    private var canIssue: Bool { service.isAvailable && !contents.withLock { $0.isBehind } }

    package func nonce() -> [UInt8] { ambient.randomBytes(16) }

    private static func contents(of held: [Held], revision: Int64) throws -> Contents {
        var contents = Contents(revision: revision, held: held)
        for held in held {
            let key = held.stored.key
            switch key.purpose {
            case .code:
                contents.codes.append(CodeKey(key: key, token: try CodeTokenKey(master: held.secret.exposed)))
            case .column, .credential:
                contents.branches[key.purpose, default: [:]][key.version] = try BranchKey(
                    secret: held.secret,
                    version: key.version
                )
                if key.state == .active { contents.current[key.purpose] = key.version }
            case .blindIndex:
                if key.state == .active { contents.index = try BlindIndexKey(secret: held.secret) }
            case .answer:
                guard key.state != .archived else { break }
                contents.answers.append((key, try AnswerKey(of: key, secret: held.secret)))
            case .offlineCredential, .audit: break
            }
        }
        // A key that was only generated may be active on another node already, so it is tried as well.
        contents.codes.sort { $0.key.version > $1.key.version }
        return contents
    }
}

extension StoredMasterKey {
    /// Whether both are one key in one wrapping, whatever its state.
    fileprivate func isSameKey(as other: StoredMasterKey) -> Bool {
        key.purpose == other.key.purpose && key.region == other.key.region && key.version == other.key.version
            && rootVersion == other.rootVersion && wrapped == other.wrapped
    }
}
