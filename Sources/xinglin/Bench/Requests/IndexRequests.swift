import Foundation
import HealthCardDomain
import HealthCardServices
import Matching
import StrictJSON

/// Writes signed requests to the main index about made-up registrations, of the sandbox's first app, which speaks for
/// every institution.
struct IndexRequests {
    /// What is asked.
    enum Kind: String, CaseIterable {
        /// `POST /api/v1/source-records`, a new record each.
        case register
        /// `POST /api/v1/persons:match` with all that a registration says.
        case match
        /// `POST /api/v1/persons:search` by name and birth date.
        case search
        /// `POST /api/v1/persons:identifiers` of a record on file.
        case lookUp = "look-up"
    }

    /// A sandbox file without apps, or an index that nobody filled.
    struct Unusable: Error, CustomStringConvertible {
        let description = "sandbox.json names no app, or nothing was filled in by `xinglin bench index --work fill`"
    }

    private let kind: Kind
    private let requests: SignedRequests
    private let bench: IndexBench
    private var next: Int
    private var chance = SeededGenerator(seed: 11)

    /// - Parameter bench: the index that the server will ask.
    /// - Throws: `Unusable`.
    init(_ kind: Kind, sandbox: SandboxFile, bench: IndexBench, ambient: Ambient) throws {
        guard let app = sandbox.apps.first, bench.count > 0 else { throw Unusable() }
        self.kind = kind
        requests = SignedRequests(of: app, base: sandbox.baseURL, ambient: ambient)
        self.bench = bench
        next = bench.count
    }

    /// The next request, whole.
    mutating func request() async throws -> String {
        let registrations = bench.registrations
        switch kind {
        case .register:
            let number = takeNext()
            let key = try IdempotencyKey("bench-\(number)")
            let body = json {
                write(registrations.id(number), to: &$0)
                write(registrations.fields(number), to: &$0)
            }
            return requests.post("/api/v1/source-records", body, key: key)
        case .match:
            let fields = registrations.fields(takeNext())
            return requests.post("/api/v1/persons:match", json { write(fields, to: &$0) })
        case .search:
            let fields = registrations.fields(takeNext())
            let body = json {
                $0.member("name", fields.name)
                $0.member("birth_date", fields.birthDate)
            }
            return requests.post("/api/v1/persons:search", body)
        case .lookUp:
            var id: SourceRecordID
            repeat {
                id = registrations.id(Int.random(in: 0..<bench.count, using: &chance))
            } while try await !bench.isOnFile(id)
            return requests.post("/api/v1/persons:identifiers", json { write(id, to: &$0) })
        }
    }

    private mutating func takeNext() -> Int {
        defer { next += 1 }
        return next
    }

    private func json(_ members: (inout JSONWriter) -> Void) -> String {
        String(decoding: JSONWriter.object(members), as: UTF8.self)
    }

    private func write(_ id: SourceRecordID, to json: inout JSONWriter) {
        json.member("authority", id.authority.text)
        json.member("local_id", id.localID.value.exposed)
    }

    private func write(_ fields: SourceFields, to json: inout JSONWriter) {
        let said = [
            ("name", fields.name), ("gender", fields.sex), ("birth_date", fields.birthDate), ("id_type", fields.idType),
            ("id_no", fields.idNumber), ("phone", fields.phone), ("address", fields.address), ("nation", fields.nation),
            ("registered_on", fields.registeredOn), ("channel", fields.channel),
        ]
        for (name, text) in said where !text.isEmpty { json.member(name, text) }
    }
}
