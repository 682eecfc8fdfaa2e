package import HealthCardDomain
import HealthCardServices
import Synchronization

/// Code keys in memory, that a test can rotate.
package final class TestKeys: CodeKeys {
    private let keys: Mutex<[CodeTokenKey]>

    package init() throws {
        keys = Mutex([try CodeTokenKey(master: Array(repeating: 1, count: 32))])
    }

    package func current() async throws -> CodeTokenKey { keys.withLock { $0[0] } }

    package func accepted() async throws -> [CodeTokenKey] { keys.withLock { $0 } }

    /// Puts a new key in front; the old ones stay accepted unless `dropping`.
    package func rotate(master: [UInt8], dropping: Bool = false) throws {
        let key = try CodeTokenKey(master: master)
        keys.withLock { $0 = dropping ? [key] : [key] + $0 }
    }
}
