import Foundation
import HL7v2
import IndexDouble
import SeededRandom
import Testing

/// What must hold of any bytes. `XINGLIN_HL7_MESSAGES` sets how many messages are tried.
struct MessagePropertyTests {
    private static let messages =
        ProcessInfo.processInfo.environment["XINGLIN_HL7_MESSAGES"].flatMap { Int($0) } ?? 5_000

    /// Texts that have ended parsers.
    private static let pieces = [
        "|", "^", "~", "&", "\\", "\r", "\n", "\r\n", "\"\"", "MSH", "MSH|^~\\&|", "PID|", "QPD|", "\\X", "\\X00\\",
        "\\.br\\", "\0",
        "张", "\u{20000}", "2.5", "9999999999999999999999", "-1", "@PID.3.1^", "\u{0B}", "\u{1C}", "\u{FEFF}", "\\E\\",
        "A40",
    ]

    private static func mutate(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let place = Int.random(in: 0...bytes.count, using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
            case 1 where place < bytes.count: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 2: bytes.replaceSubrange(place..<min(bytes.count, place + 5), with: [])
            case 3: bytes.insert(contentsOf: (pieces.randomElement(using: &random) ?? "").utf8, at: place)
            case 4: bytes = Array(bytes.prefix(place))
            default:
                let from = Int.random(in: 0...bytes.count, using: &random)
                let copied = Array(bytes[from..<min(bytes.count, from + Int.random(in: 0..<40, using: &random))])
                bytes.insert(contentsOf: copied, at: place)
            }
        }
        return bytes
    }

    @Test func `whatever comes is answered or left unanswered, and an answer reads back equal`() async throws {
        var random = SeededGenerator(seed: 7)
        let seeds = try Golden.names().map { try Golden.bytes($0 + ".in") }
        let responder = MadeUpRegion.responder(IndexDouble())
        let reader = MessageReader()
        var (answered, accepted) = (0, 0)
        for round in 0..<Self.messages {
            // The other tests wait on the same threads.
            if round.isMultiple(of: 64) { await Task.yield() }
            let seed = seeds[round % seeds.count]
            let bytes =
                round % 10 == 9 ? random.bytes(Int.random(in: 0...200, using: &random)) : Self.mutate(seed, &random)
            let answer = await responder.answer(bytes, from: MadeUpRegion.senders)
            #expect(answer?.fault == nil)
            guard let answer else { continue }
            answered += 1
            let code = answer.message.first("MSA")?.text(1)
            if code == "AA" { accepted += 1 }
            #expect(["AA", "AE", "AR"].contains(code))
            #expect((code == "AA") == answer.message.all("ERR").isEmpty)
            let again = try reader.read(answer.message.encoded)
            #expect(again == answer.message && again.encoded == answer.message.encoded)
        }
        // The mutations reach beyond the first line.
        #expect(answered > Self.messages / 2, "\(answered) answered")
        #expect(accepted > Self.messages / 40, "\(accepted) accepted")
    }

    @Test func `any message that can be made reads back equal`() throws {
        var random = SeededGenerator(seed: 8)
        let reader = MessageReader()
        let delimiters =
            [Delimiters.standard] + ["#*!/%", "&~^|\\", "!?+-*", "$(){}"].compactMap { Delimiters(Array($0.utf8)) }
        #expect(delimiters.count == 5)
        for _ in 0..<Self.messages / 10 {
            func text() -> String {
                let count = Int.random(in: 0...4, using: &random)
                let text = (0..<count).map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined()
                return text.replacing("\0", with: "")
            }
            func field() -> Field {
                Field(
                    (0..<Int.random(in: 1...3, using: &random)).map { _ in
                        Repetition(
                            (0..<Int.random(in: 1...3, using: &random)).map { _ in
                                Component((0..<Int.random(in: 1...3, using: &random)).map { _ in text() })
                            }
                        )
                    }
                )
            }
            let message = Message(
                delimiters: delimiters.randomElement(using: &random) ?? .standard,
                header: (0..<Int.random(in: 0...5, using: &random)).map { _ in field() },
                segments: (0..<Int.random(in: 0...4, using: &random)).map { number in
                    Segment("ZZ\(number)", (0..<Int.random(in: 0...5, using: &random)).map { _ in field() })
                }
            )
            #expect(try reader.read(message.encoded) == message)
        }
    }
}
