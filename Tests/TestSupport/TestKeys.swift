import Foundation
package import HealthCardDomain
package import HealthCardServices
package import SMCrypto
import Synchronization

/// Keys in memory, that a test can rotate and take away.
package final class TestKeys: AnswerKeys, CodeKeys, ColumnKeys {
    private struct State {
        var codes: [CodeTokenKey]
        var branches: [UInt32: BranchKey]
        var current: UInt32 = 1
        var isServiceGone = false
        var hasAnswerKey = true
    }

    private let state: Mutex<State>
    private let index: BlindIndexKey
    private let answer: AnswerKey

    package init() throws {
        state = Mutex(
            State(codes: [try CodeTokenKey(master: Array(repeating: 1, count: 32))], branches: [1: try Self.branch(1)])
        )
        index = try BlindIndexKey(secret: SecretBytes(Array(repeating: 2, count: 32)))
        answer = try AnswerKey(
            of: MasterKey(
                generating: .answer,
                region: TestRegion.code,
                version: 1,
                at: .distantPast,
                validUntil: .distantFuture
            ),
            secret: SecretBytes(Array(repeating: 3, count: 32))
        )
    }

    /// Whether the key service counts as gone: nothing is issued, sealed or opened.
    package var isServiceGone: Bool {
        get { state.withLock { $0.isServiceGone } }
        set { state.withLock { $0.isServiceGone = newValue } }
    }

    package func current() async throws -> CodeTokenKey {
        guard !isServiceGone else { throw KeyRefusal.serviceUnavailable }
        return state.withLock { $0.codes[0] }
    }

    package func accepted() async throws -> [CodeTokenKey] { state.withLock { $0.codes } }

    package func sealing(_ purpose: KeyPurpose) throws(KeyRefusal) -> BranchKey {
        guard !isServiceGone else { throw .serviceUnavailable }
        guard let key = state.withLock({ $0.branches[$0.current] }) else { throw .notFound }
        return key
    }

    package func opening(_ purpose: KeyPurpose, version: UInt32) throws(KeyRefusal) -> BranchKey {
        guard !isServiceGone || purpose.outlivesKeyService else { throw .serviceUnavailable }
        guard let key = state.withLock({ $0.branches[version] }) else { throw .notFound }
        return key
    }

    package func blindIndex() throws(KeyRefusal) -> BlindIndexKey { index }

    /// Whether the platform has a key to sign answers with.
    package var hasAnswerKey: Bool {
        get { state.withLock { $0.hasAnswerKey } }
        set { state.withLock { $0.hasAnswerKey = newValue } }
    }

    package func signing() throws(KeyRefusal) -> AnswerKey {
        guard hasAnswerKey else { throw .notFound }
        return answer
    }

    package func published() -> [AnswerKey] { hasAnswerKey ? [answer] : [] }

    package func nonce() -> [UInt8] { (0..<16).map { _ in .random(in: 0...255) } }

    /// Puts a new code key in front; the old ones stay accepted unless `dropping`.
    package func rotate(master: [UInt8], dropping: Bool = false) throws {
        let key = try CodeTokenKey(master: master)
        state.withLock { $0.codes = dropping ? [key] : [key] + $0.codes }
    }

    /// Seals new values under the next version of the column and credential keys.
    package func rotateColumns() throws {
        let next = state.withLock { $0.current } + 1
        let key = try Self.branch(next)
        state.withLock { ($0.branches[next], $0.current) = (key, next) }
    }

    /// Forgets a version of the column and credential keys.
    package func destroyColumns(version: UInt32) { state.withLock { $0.branches[version] = nil } }

    private static func branch(_ version: UInt32) throws -> BranchKey {
        try BranchKey(secret: SecretBytes(Array(repeating: UInt8(version), count: 32)), version: version)
    }
}
