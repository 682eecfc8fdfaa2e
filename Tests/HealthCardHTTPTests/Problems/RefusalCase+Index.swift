import HTTPTypes
import HealthCardDomain
import HealthCardServices
import TestSupport

extension RefusalCase {
    /// Bad requests to the main index.
    static let index: [RefusalCase] = [
        RefusalCase("an unknown index", .indexUnknown, 404, field: "index") {
            try await $0.send(SignedRequest(.get, "/api/v1/persons/999"))
        },
        RefusalCase("an index that is no number", .indexUnknown, 404, field: "index") {
            try await $0.send(SignedRequest(.get, "/api/v1/persons/0x1"))
        },
        RefusalCase("the history of an unknown index", .indexUnknown, 404, field: "index") {
            try await $0.send(SignedRequest(.get, "/api/v1/persons/999/history"))
        },
        RefusalCase("an unknown local id", .sourceRecordUnknown, 404, field: "local_id") {
            try await $0.send($0.indexRequest("persons:identifiers", ["local_id": "\"NONE\""]))
        },
        RefusalCase("an unknown authority", .authorityUnknown, 404, field: "authority") {
            try await $0.send($0.indexRequest("persons:identifiers", ["authority": "\"H-none\""]))
        },
        RefusalCase("a malformed authority", .labelMalformed, 400, field: "authority") {
            try await $0.send($0.indexRequest("persons:identifiers", ["authority": "\"医院\""]))
        },
        RefusalCase("another institution's local id", .authorityOfOthers, 403, field: "authority") { server in
            let request = server.sourceRecord(1, at: TestRegion.otherHospital)
            return try await server.send(request.with { $0.app = TestRegion.hospitalApp.id })
        },
        RefusalCase("a local id with spaces", .localIDMalformed, 422, field: "local_id") {
            try await $0.send($0.indexRequest("persons:identifiers", ["local_id": "\"P 1\""]))
        },
        RefusalCase("a record at a frozen institution", .institutionNotAuthorised, 403) {
            try await $0.send($0.sourceRecord(1, at: TestRegion.frozenHospital))
        },
        RefusalCase("a stale version", .sourceRecordVersionStale, 409, field: "expected_version") { server in
            _ = try await server.send(server.sourceRecord(1))
            return try await server.send(server.sourceRecord(1, ["expected_version": "0"]))
        },
        RefusalCase("a version that is no number", .fieldMalformed, 400, field: "expected_version") {
            try await $0.send($0.sourceRecord(1, ["expected_version": "\"1\""]))
        },
        RefusalCase("a merged local id", .sourceRecordMerged, 409, field: "local_id") { server in
            _ = try await server.send(server.sourceRecord(1))
            _ = try await server.send(server.sourceRecord(1, ["local_id": "\"OLD\""]))
            _ = try await server.send(server.localMerge("OLD", into: "P1"))
            return try await server.send(server.sourceRecord(1, ["local_id": "\"OLD\""]))
        },
        RefusalCase("one local id merged into itself", .indexSame, 409) { server in
            _ = try await server.send(server.sourceRecord(1))
            return try await server.send(server.localMerge("P1", into: "P1"))
        },
        RefusalCase("a search by nothing", .searchTooWide, 422) {
            try await $0.send($0.indexRequest("persons:search", ["local_id": nil]))
        },
        RefusalCase("a search from a wrong place", .cursorMalformed, 400, field: "cursor") {
            try await $0.send($0.indexRequest("persons:search", ["cursor": "\"b1\""]))
        },
        RefusalCase("a match of too many", .fieldMalformed, 400, field: "limit") {
            try await $0.send(SignedRequest(.post, "/api/v1/persons:match", json: "{\"limit\": 51}"))
        },
        RefusalCase("a match with a wrong flag", .fieldMalformed, 400, field: "only_certain") {
            try await $0.send(SignedRequest(.post, "/api/v1/persons:match", json: "{\"only_certain\": 1}"))
        },
        RefusalCase("a field that is too long", .fieldTooLong, 422, field: "address") {
            try await $0.send($0.sourceRecord(1, ["address": "\"\(String(repeating: "路", count: 400))\""]))
        },
        RefusalCase("a record without a key", .idempotencyKeyMissing, 400, field: "idempotency-key") {
            try await $0.send($0.sourceRecord(1).with { $0.idempotencyKey = nil })
        },
        RefusalCase("a record with a field that is not defined", .fieldUnknown, 400, field: "card") {
            try await $0.send($0.sourceRecord(1, ["card": "\"1\""]))
        },
    ]
}
