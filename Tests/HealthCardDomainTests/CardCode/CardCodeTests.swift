import HealthCardDomain
import SMCrypto
import SeededRandom
import Testing

struct CardCodeTests {
    private static let id = String(repeating: "0123456789ABCDEF", count: 4)
    private static let token = "00112233445566778899AABBCCDDEEFF"
    private static let record = "5199A0001"

    @Test func `a dynamic code has four fields and comes back as it was`() throws {
        let code = CardCode(
            dynamic: try #require(CardID(Self.id)),
            token: try #require(Hex.decode(Self.token)),
            recordNumber: try #require(AppRecordNumber(Self.record))
        )
        #expect(code.text == "\(Self.id):0:\(Self.token):\(Self.record)")
        #expect(try CardCode(reading: code.text) == code)
    }

    @Test func `a static code has an empty token and comes back as it was`() throws {
        let code = CardCode(
            static: try #require(CardID(Self.id)),
            recordNumber: try #require(AppRecordNumber(Self.record))
        )
        #expect(code.text == "\(Self.id):1::\(Self.record)")
        #expect(try CardCode(reading: code.text) == code)
    }

    @Test func `the longest code stays within 117 characters`() throws {
        let number = try #require(AppRecordNumber(String(repeating: "9", count: AppRecordNumber.maximumLength)))
        let code = CardCode(
            dynamic: try #require(CardID(Self.id)),
            token: Array(repeating: 0, count: 16),
            recordNumber: number
        )
        #expect(code.text.utf8.count == 117)
        #expect(try CardCode(reading: code.text) == code)
    }

    @Test(arguments: [
        (id, CodeType.static), ("\(id):1", .static), ("\(id):1:", .static), ("\(id):1::", .static),
        ("\(id):0:\(token)", .dynamic), ("\(id):0:\(token):", .dynamic),
    ])
    func `the shorter forms of the field are read, without an app`(text: String, type: CodeType) throws {
        let code = try CardCode(reading: text)
        #expect(code.type == type)
        #expect(code.cardID.text == Self.id)
        #expect(code.recordNumber == nil)
        #expect(code.token.count == (type == .dynamic ? 16 : 0))
    }

    @Test func `lower case is read as upper case`() throws {
        let text = "\(Self.id):0:\(Self.token):\(Self.record)"
        let lower = "\(Self.id.lowercased()):0:\(Self.token.lowercased()):\(Self.record)"
        #expect(try CardCode(reading: lower) == CardCode(reading: text))
    }

    @Test(arguments: ["\n", "\r", "\r\n"])
    func `one line end of a wedge scanner is dropped`(end: String) throws {
        let text = "\(Self.id):0:\(Self.token):\(Self.record)"
        #expect(try CardCode(reading: text + end) == CardCode(reading: text))
        #expect(throws: CodeRefusal.malformed) { try CardCode(reading: text + end + end) }
        #expect(throws: CodeRefusal.malformed) { try CardCode(reading: end + text) }
    }

    @Test(arguments: [
        "", "\n", ":", "::::", "0", " \(id)", "\(id) ", "\(id)\t", String(id.dropLast()), id + "0",
        "G" + id.dropFirst(), "０" + id.dropFirst(), "\(id):", "\(id)::", "\(id):x", "\(id):-1", "\(id): 1",
        "\(id):０", "\(id):0", "\(id):0:", "\(id):0::\(record)", "\(id):0:\(token.dropLast())",
        "\(id):0:\(token)00", "\(id):0:\(token.dropLast())G", "\(id):0:\(token):\(record):",
        "\(id):1:\(token):\(record)",
        "\(id):0:\(token):\(record) ", "\(id):0:\(token):张三", "\(id):0:\(token):\u{202E}1", "\(id):0:\(token):a\u{0}",
        "\(id)：0：\(token)：\(record)", "\(id):0:\(token):" + String(repeating: "9", count: 18),
        "{\"card\":\"\(id)\"}", "https://example.invalid/?c=\(id)", String(repeating: "A", count: 100_000),
        "\(id)\u{301}", "\(id):0\u{301}", "\(id):\u{301}0:\(token)",
    ])
    func `what is no card code is malformed`(text: String) {
        #expect(throws: CodeRefusal.malformed) { try CardCode(reading: text) }
    }

    @Test(arguments: ["2", "9", "00", "01", "10", "99999999999999999999"])
    func `another type is told apart from junk`(type: String) {
        #expect(throws: CodeRefusal.unknownType) { try CardCode(reading: "\(Self.id):\(type):\(Self.token):1") }
    }

    @Test func `100,000 damaged codes are refused or read, and what is read comes back as it was`() throws {
        var generator = SeededGenerator(seed: 20_261_121)
        let seeds = [
            "\(Self.id):0:\(Self.token):\(Self.record)", "\(Self.id):1::\(Self.record)", "\(Self.id):1", Self.id,
            "\(Self.id):0:\(Self.token)",
        ].map { Array($0.unicodeScalars) }
        var (read, changed) = (0, [String]())
        for _ in 0..<100_000 {
            var scalars = seeds[Int.random(in: 0..<seeds.count, using: &generator)]
            for _ in 0..<Int.random(in: 0...3, using: &generator) { Self.damage(&scalars, using: &generator) }
            var text = String.UnicodeScalarView()
            text.append(contentsOf: scalars)
            do {
                let code = try CardCode(reading: String(text))
                read += 1
                let isPlain = code.text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
                if try CardCode(reading: code.text) != code || !isPlain { changed.append(code.text) }
            } catch {
                if error != .malformed && error != .unknownType { changed.append("\(error)") }
            }
        }
        #expect(changed.isEmpty)
        #expect(read > 10_000)
    }

    private static func damage(_ scalars: inout [Unicode.Scalar], using generator: inout SeededGenerator) {
        let odd: [Unicode.Scalar] = [
            ":", "0", "1", "F", "f", "\n", "\0", "\u{301}", "\u{202E}", "０", "\u{10FFFF}", " ",
        ]
        let place = Int.random(in: 0...scalars.count, using: &generator)
        let scalar = odd[Int.random(in: 0..<odd.count, using: &generator)]
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: scalars.insert(scalar, at: place)
        case 1 where place < scalars.count: scalars[place] = scalar
        case 2 where place < scalars.count: scalars.remove(at: place)
        default: scalars.removeSubrange(place...)
        }
    }
}
