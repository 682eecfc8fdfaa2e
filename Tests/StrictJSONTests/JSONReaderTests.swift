import Foundation
import HealthCardDomain
import SeededRandom
import StrictJSON
import Testing

struct JSONReaderTests {
    private func read(_ text: String) throws -> JSONValue { try JSONReader.read(Array(text.utf8)) }

    @Test(arguments: [
        "null", "true", "false", "0", "-0", "1", "-1", "0.5", "1e1", "1E+10", "1e-10", "-0.0e0", "[]", "{}", "\"\"",
        " [ 1 , 2 ] ", "\t\n\r{ \"a\" : [ ] }\n", "[[[]]]", "{\"\":0}", "{\"a\":{\"a\":1}}", "\"\u{7F}\"",
        "\"\u{2028}\"",
        "\"\\u0000\"", "\"\\/\\b\\f\\n\\r\\t\\\"\\\\\"", "\"\\ud83d\\ude00\"", "\"\\uD834\\uDD1E\"", "\"\\uFFFE\"",
        "\"€\"",
        "1" + String(repeating: "0", count: 1_000), "1e999999", "-1e-999999", "123456789012345678901234567890.5",
    ])
    func `valid JSON is read`(text: String) throws { _ = try read(text) }

    @Test(arguments: [
        "", " ", "nul", "nulll", "True", "NaN", "Infinity", "-", "+1", "01", "-01", "00", "1.", ".5", "1.e1", "1e",
        "1e+",
        "0x10", "1 2", "1,", "[", "]", "[1", "[1,]", "[,1]", "[1 2]", "{", "}", "{a:1}", "{'a':1}", "{\"a\"}",
        "{\"a\":}", "{\"a\":1,}", "{,\"a\":1}", "{\"a\":1 \"b\":2}", "{1:1}", "\"", "\"a", "\"\\", "\"\\\"",
        "\"\\x41\"",
        "\"\\u\"", "\"\\u12\"", "\"\\u123g\"", "\"\\u 123\"", "\"a\nb\"", "\"a\tb\"", "\"a\u{0}b\"", "\u{0}", "{}\u{0}",
        "\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\u0041\"", "\"\\ud800x\"", "\"\\ud800\\ud800\"", "\"\\udc00\\ud800\"",
        "[1]//", "/**/1", "\u{FEFF}1", "\u{A0}1", "{}{}", "\u{2028}1", "“a”", "\"\\u00é9\"", "１",
    ])
    func `invalid JSON is malformed`(text: String) {
        #expect(throws: RequestRefusal.bodyMalformed) { try read(text) }
    }

    @Test(
        arguments: [
            [0x22, 0xFF, 0x22], [0x22, 0xC0, 0xAF, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
            [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22],
            [0x22, 0xE5, 0xBC, 0x22], [0x22, 0x80, 0x22], [0xFF, 0xFE, 0x31, 0x00], [0x22, 0x5C, 0x6E, 0xFF, 0x22],
            [0x22, 0xE5, 0x5C, 0x6E, 0xBC, 0xA0, 0x22],
        ] as [[UInt8]]
    )
    func `text that is not UTF-8 is malformed`(bytes: [UInt8]) {
        #expect(throws: RequestRefusal.bodyMalformed) { try JSONReader.read(bytes) }
    }

    @Test func `32 levels are read, 33 are too deep, and a hundred thousand do no harm`() throws {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            func nested(_ levels: Int) -> String {
                String(repeating: open, count: levels) + "1" + String(repeating: close, count: levels)
            }
            _ = try read(nested(32))
            #expect(throws: RequestRefusal.bodyTooDeep) { try read(nested(33)) }
            #expect(throws: RequestRefusal.bodyTooDeep) { try read(String(repeating: open, count: 100_000)) }
        }
        let wide = "[" + String(repeating: "[],", count: 10_000) + "1]"
        _ = try read(wide)
    }

    @Test(arguments: [
        "{\"a\":1,\"a\":1}", "{\"a\":1,\"b\":2,\"a\":3}", "{\"a\":1,\"\\u0061\":2}", "[{\"a\":1,\"a\":2}]",
    ])
    func `a key twice in an object is refused, however it is written`(text: String) {
        #expect(throws: RequestRefusal.bodyDuplicateKey("a")) { try read(text) }
    }

    @Test func `one key in two objects is no double`() throws {
        #expect(
            try read("[{\"a\":1},{\"a\":2}]") == .array([.object(["a": .number("1")]), .object(["a": .number("2")])])
        )
    }

    @Test func `values are what they say`() throws {
        let value = try read(
            "{\"s\": \"张\\u4e09\\ud842\\udfb7\", \"n\": -1.50e+3, \"t\": true, \"z\": null, \"a\": [false]}"
        )
        #expect(
            value
                == .object([
                    "s": .string("张三𠮷"), "n": .number("-1.50e+3"), "t": .bool(true), "z": .null,
                    "a": .array([.bool(false)]),
                ])
        )
        #expect(try read("\"a\\u0000b\"") == .string("a\u{0}b"))
    }

    /// Foundation's parser is the second opinion; where the two differ on purpose, the rule is named above.
    @Test func `10,000 random texts are judged as another parser judges them`() throws {
        let alphabet = Array("{}[]:,\"\\u0aeE+-.1 \ntrfals n")
        var generator = SeededGenerator(seed: 9)
        for _ in 0..<10_000 {
            let text = String(
                (0..<Int.random(in: 1...12, using: &generator)).map { _ in
                    alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
                }
            )
            let other = (try? JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)) != nil
            do {
                _ = try read(text)
                #expect(other, "only we read \(text.debugDescription)")
            } catch RequestRefusal.bodyDuplicateKey {
                continue
            } catch {
                #expect(!other, "only the other reads \(text.debugDescription)")
            }
        }
    }
}
