import Foundation
import StrictJSON
import Testing

struct JSONWriterTests {
    @Test func `members and elements are separated by one comma, in every nesting`() {
        let bytes = JSONWriter.object { json in
            json.member("a", "x")
            json.member("none", Optional<String>.none)
            json.member("object", object: { $0.member("b", 1) })
            json.member("empty", object: { _ in })
            json.member("list", array: [1, 2]) { json, number in
                json.element(object: { $0.member("n", number) })
            }
            json.member("words", strings: ["p", "q"])
            json.member("no words", strings: [])
            json.member("flag", true)
            json.memberNull("null")
            json.member("number", Int?.none)
        }
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == #"{"a":"x","none":null,"object":{"b":1},"empty":{},"list":[{"n":1},{"n":2}],"words":["p","q"],"#
                + #""no words":[],"flag":true,"null":null,"number":null}"#
        )
    }

    @Test func `every scalar comes back through another parser, and controls are escaped`() throws {
        var scalars = (0...0x2FF).map { UInt32($0) } + [0x2028, 0x2029, 0xFFFE, 0xFFFF, 0x20BB7, 0x10FFFF]
        scalars += [0x4E00, 0x200F, 0x202E, 0xE000]
        for value in scalars {
            let text = String(try #require(Unicode.Scalar(value)))
            let bytes = JSONWriter.object { $0.member(text, text) }
            #expect(!bytes.contains { $0 < 0x20 || $0 == 0x7F })
            let back = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: String]
            #expect(back == [text: text], "U+\(String(value, radix: 16))")
            #expect(try JSONReader.read(bytes) == .object([text: .string(text)]))
        }
    }

    @Test func `quotes and backslashes do not end a text`() {
        let bytes = JSONWriter.object { $0.member("k\"\\", "\",\"x\":\"\\") }
        #expect(String(decoding: bytes, as: UTF8.self) == #"{"k\"\\":"\",\"x\":\"\\"}"#)
    }

    @Test(arguments: [
        (0, "0"), (1, "0.000001"), (10, "0.00001"), (500_000, "0.5"), (999_990, "0.99999"), (1_000_000, "1"),
    ])
    func `a share is written without zeros at its end`(millionths: Int, text: String) {
        let bytes = JSONWriter.object { $0.member("share", millionths: millionths) }
        #expect(String(decoding: bytes, as: UTF8.self) == "{\"share\":\(text)}")
    }
}
