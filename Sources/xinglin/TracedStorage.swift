import Foundation
import HealthCardDomain
import HealthCardServices
import Matching
import Tracing

/// A storage whose transactions are spans of the request that they belong to. Outside of a request it adds nothing.
struct TracedStorage: StorageEngine {
    let storage: any StorageEngine
    let tracer: any Tracer

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any Repositories) throws -> Value
    ) async throws -> Value {
        try await traced("storage.read") { try await storage.read(body) }
    }

    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any Repositories) throws -> Value
    ) async throws -> Value {
        try await traced("storage.write") { try await storage.write(body) }
    }

    func read<Value: Sendable>(
        ahead: @escaping @Sendable (any Repositories) throws -> Void,
        _ body: @escaping @Sendable (any Repositories) throws -> Value
    ) async throws -> Value {
        try await traced("storage.read") { try await storage.read(ahead: ahead, body) }
    }

    func write<Value: Sendable>(
        ahead: @escaping @Sendable (any Repositories) throws -> Void,
        _ body: @escaping @Sendable (any Repositories) throws -> Value
    ) async throws -> Value {
        try await traced("storage.write") { try await storage.write(ahead: ahead, body) }
    }

    var numbersEventsInOrder: Bool { storage.numbersEventsInOrder }

    func seal(_ identity: ResidentIdentity, as id: PersonID) throws -> SealedResident {
        try storage.seal(identity, as: id)
    }

    func seal(_ fields: SourceFields, as id: SourceRecordID) throws -> SealedSourceRecord {
        try storage.seal(fields, as: id)
    }

    func figures() async -> StorageFigures { await storage.figures() }

    func changes() -> AsyncStream<HeldInMemory> { storage.changes() }

    func makeRoom(after instant: Date) async throws { try await storage.makeRoom(after: instant) }

    func drop(_ records: KeptRecords, before instant: Date, entry: AuditEntry) async throws -> Int {
        try await storage.drop(records, before: instant, entry: entry)
    }

    func isReady() async -> Bool { await storage.isReady() }

    func close() async throws { try await storage.close() }

    private func traced<Value>(_ name: String, _ body: () async throws -> Value) async throws -> Value {
        guard InstrumentationContext.current != nil else { return try await body() }
        let span = tracer.startSpan(name, ofKind: .client)
        defer { span.end() }
        do {
            return try await body()
        } catch {
            span.recordError(error)
            throw error
        }
    }
}
