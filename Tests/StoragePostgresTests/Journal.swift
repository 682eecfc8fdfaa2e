import Foundation
import HealthCardDomain
import HealthCardServices
import Synchronization

/// Numbered writes by many writers at once, each of which leaves a nonce and an audit entry under its number; and what
/// their callers were told. Every second one shares its commit with others.
final class Journal: Sendable {
    private static let app = AppID(trusted: "app")
    private static let instant = Date(timeIntervalSince1970: 1_790_040_800)

    private let prefix: String
    private let told = Mutex<[String: String]>([:])

    init(_ prefix: String = "") {
        self.prefix = prefix
    }

    /// What the callers of failed writes heard.
    var faults: [String: String] { told.withLock { $0.filter { $0.value != "done" } } }
    var doneCount: Int { told.withLock { $0.values.count { $0 == "done" } } }

    /// Runs writers until each has written so often.
    func write(_ each: Int, by writers: Int, to storage: any Storage) async {
        await withTaskGroup(of: Void.self) { group in
            for writer in 0..<writers {
                group.addTask {
                    for number in 0..<each {
                        await self.write("\(self.prefix)\(writer) \(number)", sharing: number % 2 == 1, to: storage)
                    }
                }
            }
        }
    }

    private func write(_ name: String, sharing: Bool, to storage: any Storage) async {
        let body: @Sendable (any Repositories) throws -> Bool = { store in
            try store.audit.append(
                AuditEntry(
                    at: Self.instant,
                    operation: .signIn,
                    outcome: AuditEntry.succeeded,
                    role: .anonymous,
                    actor: nil,
                    requestID: RequestID(trusted: name)
                )
            )
            return try store.marks.markNonce(name, of: Self.app, at: Self.instant)
        }
        let answer: String
        do {
            let isNew =
                sharing
                ? try await storage.write(
                    ahead: { _ = try $0.marks.markNonce(name, of: Self.app, at: Self.instant) },
                    body
                ) : try await storage.write(body)
            answer = isNew ? "done" : "its own nonce was there"
        } catch {
            answer = String(describing: error)
        }
        told.withLock { $0[name] = answer }
    }

    /// How the log differs from what was told: acknowledged writes that are not there, and writes that are there twice.
    func differences(in storage: any Storage) async throws -> (lost: [String], doubled: [String]) {
        let entries = try await storage.read { try $0.audit.newest(limit: 1_000_000) }
        var counts: [String: Int] = [:]
        for entry in entries { counts[entry.requestID.text, default: 0] += 1 }
        let done = told.withLock { $0.filter { $0.value == "done" }.keys }
        return (done.filter { counts[$0] == nil }.sorted(), counts.filter { $0.value > 1 }.keys.sorted())
    }
}
