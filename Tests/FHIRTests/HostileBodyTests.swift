import FHIR
import Foundation
import HealthCardDomain
import SeededRandom
import StrictJSON
import Testing

/// What must hold of any bytes. `XINGLIN_FHIR_BODIES` sets how many bodies are tried.
struct HostileBodyTests {
    private static let bodies =
        ProcessInfo.processInfo.environment["XINGLIN_FHIR_BODIES"].flatMap { Int($0) } ?? 5_000

    /// Pieces that have ended readers.
    private static let pieces = [
        "{", "}", "[", "]", "\"", ",", ":", "null", "true", "1e999", "-0", "\\u0000", "\\ud800", "\\", "[[[[[[[[",
        "{\"a\":",
        "\"extension\": [{\"url\": \"urn:a\"}],", "\"modifierExtension\": [],", "\"contained\": [],", "\"_value\": {},",
        "\"active\": false,", "张", "\u{202E}", "\u{FEFF}", "9999999999999999999999", "\"resourceType\": \"Bundle\",",
    ]

    private static func mutate(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let place = Int.random(in: 0...bytes.count, using: &random)
            switch Int.random(in: 0..<5, using: &random) {
            case 0 where place < bytes.count: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 1: bytes.insert(contentsOf: (pieces.randomElement(using: &random) ?? "").utf8, at: place)
            case 2: bytes.removeSubrange(place..<min(bytes.count, place + 8))
            case 3:
                let from = Int.random(in: 0...bytes.count, using: &random)
                let copied = Array(bytes[from..<min(bytes.count, from + Int.random(in: 0..<60, using: &random))])
                bytes.insert(contentsOf: copied, at: place)
            default: swapValue(&bytes, &random)
            }
        }
        return bytes
    }

    /// Puts another value where a text stood, so that the JSON stays whole.
    private static func swapValue(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
        let quotes = bytes.indices.filter { bytes[$0] == UInt8(ascii: "\"") }
        guard quotes.count > 4 else { return }
        let start = Int.random(in: 0..<quotes.count / 2 - 1, using: &random) * 2
        let values = ["null", "true", "0", "[]", "{}", "\"\"", "\"x\"", "[null]", "{\"extension\": []}"]
        let value = values.randomElement(using: &random) ?? ""
        bytes.replaceSubrange(quotes[start]...quotes[start + 1], with: value.utf8)
    }

    @Test func `whatever comes is read or refused, and a refusal says where in a few words`() async throws {
        var random = SeededGenerator(seed: 11)
        let seeds = try Golden.names(".json").map { try Golden.bytes($0) }
        var (whole, patients) = (0, 0)
        for round in 0..<Self.bodies {
            // The other tests wait on the same threads.
            if round.isMultiple(of: 64) { await Task.yield() }
            let bytes = Self.mutate(seeds[round % seeds.count], &random)
            do {
                let value = try JSONReader.read(bytes)
                whole += 1
                _ = try? MatchRequest(value)
                _ = try? EventsRequest(EventsRequest.parameters.read(value))
                _ = try PatientReader.statement(value)
                patients += 1
            } catch let refusal {
                #expect((refusal.field ?? "").utf8.count < 2_048)
                #expect(refusal.code.status == 400 || refusal.code.status == 422)
            }
        }
        // The mutations reach beyond the reader of JSON.
        #expect(whole > Self.bodies / 10, "\(whole) whole")
        #expect(patients > Self.bodies / 200, "\(patients) patients")
    }

    @Test func `whatever is asked is read or refused`() async {
        var random = SeededGenerator(seed: 12)
        let pieces = [
            "family=", "given=", "identifier=", "birthdate=", "_count=", "&", "=", "%", "%2", "%E6%9D%8E", "|", "%7C",
            ",", "\\",
            "+", ":exact", "eq", "1990-01-01", "张", "\u{0}", "telecom=", "gender=", "male", "_page=",
        ]
        var read = 0
        for round in 0..<Self.bodies {
            if round.isMultiple(of: 64) { await Task.yield() }
            let query = (0..<Int.random(in: 0..<12, using: &random)).map { _ in
                pieces.randomElement(using: &random) ?? ""
            }
            .joined()
            do {
                let request = try SearchReader.read(QueryText.parameters(query))
                read += 1
                let again = try SearchReader.read(QueryText.parameters(request.understood.joined(separator: "&")))
                var expected = request
                expected.ignored = []
                #expect(again == expected, "\(query)")
            } catch let refusal {
                #expect(refusal.code.status == 400 || refusal.code.status == 422)
            }
        }
        #expect(read > Self.bodies / 20, "\(read) read")
    }

    @Test func `whatever is asked of subscriptions is read or refused`() async {
        var random = SeededGenerator(seed: 13)
        let pieces = [
            "eventsSinceNumber=", "eventsUntilNumber=", "content=", "empty", "id-only", "full-resource", "1", "7", "0",
            "9223372036854775807", "-", "&", "&", "=", "%", "%31", "status=", "active", "off", "_id=", "id=", "url=",
            ",",
            "%7C", "\\", "张", "\u{0}",
        ]
        var (read, found) = (0, 0)
        for round in 0..<Self.bodies {
            if round.isMultiple(of: 64) { await Task.yield() }
            let query = (0..<Int.random(in: 0..<8, using: &random)).map { _ in
                pieces.randomElement(using: &random) ?? ""
            }
            .joined()
            do {
                let filter = try SubscriptionFilter(search: QueryText.parameters(query))
                found += 1
                let understood = filter.understood.joined(separator: "&")
                let same = try SubscriptionFilter(search: QueryText.parameters(understood))
                #expect(same.understood == filter.understood, "\(query)")
                _ = try? SubscriptionFilter(operation: QueryText.parameters(query))
                let request = try EventsRequest(QueryText.parameters(query))
                read += 1
                let again = try EventsRequest(QueryText.parameters(String(request.query().dropFirst())))
                #expect(again == request, "\(query)")
                #expect((request.cursor ?? 0) < request.until ?? .max, "\(query)")
            } catch let refusal {
                #expect(refusal.code.status == 400 || refusal.code.status == 422)
            }
        }
        #expect(found > Self.bodies / 20, "\(found) searches read")
        #expect(read > Self.bodies / 50, "\(read) requests read")
    }
}
