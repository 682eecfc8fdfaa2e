import HealthCardDomain
import HealthCardServices
import Matching
import Synchronization

/// A storage whose writes fail on command.
final class FailingStorage: Storage {
    struct Fault: Error {}

    private let inner: any Storage
    private let working = Mutex<Int?>(nil)

    init(_ inner: any Storage) { self.inner = inner }

    /// Lets so many more writes pass and then none; `nil` lets all pass.
    var writesLeft: Int? {
        get { working.withLock { $0 } }
        set { working.withLock { $0 = newValue } }
    }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any Repositories) throws -> Value
    ) async throws -> Value {
        try await inner.read(body)
    }

    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any Repositories) throws -> Value
    ) async throws -> Value {
        let mayPass = working.withLock { left in
            guard let count = left else { return true }
            left = max(0, count - 1)
            return count > 0
        }
        guard mayPass else { throw Fault() }
        return try await inner.write(body)
    }

    func seal(_ identity: ResidentIdentity, as id: PersonID) throws -> SealedResident {
        try inner.seal(identity, as: id)
    }

    func seal(_ fields: SourceFields, as id: SourceRecordID) throws -> SealedSourceRecord {
        try inner.seal(fields, as: id)
    }
}
