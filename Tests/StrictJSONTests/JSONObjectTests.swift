import HealthCardDomain
import StrictJSON
import Testing

struct JSONObjectTests {
    private func object(_ text: String) throws -> JSONObject { try JSONObject(JSONReader.read(Array(text.utf8))) }

    @Test(arguments: ["[]", "null", "1", "\"a\"", "true"])
    func `a body that is no object is malformed`(text: String) {
        #expect(throws: RequestRefusal.bodyMalformed) { try object(text) }
    }

    @Test func `a member of another kind is malformed, a member that must be there is missing`() throws {
        var body = try object("{\"n\": 1, \"l\": [], \"o\": {}, \"b\": true, \"z\": null, \"s\": \"\"}")
        for name in ["n", "l", "o", "b"] {
            #expect(throws: RequestRefusal.fieldMalformed(name)) { try body.string(name) }
        }
        for name in ["z", "absent"] {
            #expect(throws: RequestRefusal.fieldMissing(name)) { try body.string(name) }
            #expect(try body.optionalString(name) == nil)
            #expect(try body.optionalObject(name) == nil)
        }
        #expect(try body.string("s") == "")
        #expect(throws: RequestRefusal.fieldMalformed("s")) { try body.optionalObject("s") }
    }

    @Test func `a member that nobody read is unknown, and the first by name is named`() throws {
        var body = try object("{\"b\": 1, \"a\": 2, \"known\": \"x\"}")
        _ = try body.string("known")
        #expect(throws: RequestRefusal.fieldUnknown("a")) { try body.finish() }
    }

    @Test func `a member that was asked for and is absent does not hide an unknown one`() throws {
        var body = try object("{\"x\": 1}")
        _ = try body.optionalString("y")
        _ = try body.optionalString("z")
        #expect(throws: RequestRefusal.fieldUnknown("x")) { try body.finish() }
    }

    @Test func `a field inside an object is named with its place`() throws {
        var body = try object("{\"proofing\": {\"at\": 1}}")
        var inner = try #require(try body.optionalObject("proofing"))
        #expect(throws: RequestRefusal.fieldMalformed("proofing.at")) { try inner.string("at") }
        #expect(throws: RequestRefusal.fieldMissing("proofing.method")) { try inner.string("method") }
        try body.finish()
    }

    @Test func `a text may have 8,192 bytes`() throws {
        var body = try object("{\"a\": \"\(String(repeating: "x", count: 8_192))\"}")
        #expect(try body.string("a").utf8.count == 8_192)
        var long = try object("{\"a\": \"\(String(repeating: "x", count: 8_193))\"}")
        #expect(throws: RequestRefusal.fieldMalformed("a")) { try long.string("a") }
    }
}
