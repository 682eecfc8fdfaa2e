import HL7v2
import Testing

struct MessageReaderTests {
    private let reader = MessageReader()
    private static let header = "MSH|^~\\&|A|B|C|D|20260105||ADT^A04^ADT_A01|1|P|2.5"

    private func read(_ text: String) throws -> Message { try reader.read(Array(text.utf8)) }

    /// The code and the place of the refusal of a text.
    private func refusal(_ text: String, _ limits: MessageLimits = MessageLimits()) -> HL7Refusal? {
        do throws(HL7Refusal) {
            _ = try MessageReader(limits: limits).read(Array(text.utf8))
            return nil
        } catch {
            return error
        }
    }

    @Test func `a message comes apart into segments, fields, occurrences, components and subcomponents`() throws {
        let message = try read(Self.header + "\rPID|1||7^^^H&1.2&ISO~8|\rZZ1|x\r")
        #expect(message.segments.map(\.name) == ["MSH", "PID", "ZZ1"])
        let patient = try #require(message.first("PID"))
        #expect(patient.fields.count == 4)
        #expect(patient.field(3).repetitions.count == 2)
        #expect(patient.field(3).first.component(4).subcomponents == ["H", "1.2", "ISO"])
        #expect(patient.field(3).repetitions[1].text(1) == "8")
        #expect(patient.field(99).isEmpty && patient.field(3).first.component(99).isEmpty)
        #expect(message.header.text(1) == "|" && message.header.text(2) == "^~\\&" && message.header.text(10) == "1")
        #expect(message.first("ZZ1")?.text(1) == "x")
    }

    @Test(arguments: ["\r", "\n", "\r\n"])
    func `segments end with a carriage return, a line feed or both`(end: String) throws {
        #expect(try read([Self.header, "EVN|A04", "PID|1"].joined(separator: end) + end).segments.count == 3)
    }

    @Test(arguments: [
        ("a\\F\\b", "a|b"), ("\\S\\\\T\\\\R\\\\E\\", "^&~\\"), ("\\X41\\\\Xe5bca0\\", "A张"),
        ("one\\.br\\two", "one\ntwo"),
        ("\\H\\loud\\N\\", "loud"), ("\\Q\\", "\\Q\\"), ("\\X4\\", "\\X4\\"), ("\\XFF\\", "\\XFF\\"),
        ("\\X\\", "\\X\\"),
        ("a\\b", "a\\b"), ("\\", "\\"), ("\\\\", "\\\\"), ("\\Q\\F\\", "\\Q|"), ("\\E\\F\\E\\", "\\F\\"),
        ("\\FF\\", "\\FF\\"),
    ])
    func `escape sequences are read, and what is none is text`(written: String, text: String) throws {
        let message = try read(Self.header + "\rZZ1|\(written)\r")
        #expect(message.first("ZZ1")?.text(1) == text)
        #expect(try reader.read(message.encoded) == message)
    }

    @Test func `a message declares its own delimiters`() throws {
        let message = try read("MSH*:!?%*A**B\rPID*1*a:b%c!d?F?e\r")
        #expect(message.delimiters.encodingCharacters == ":!?%")
        let field = try #require(message.first("PID")).field(2)
        #expect(field.repetitions.count == 2 && field.first.component(2).text(2) == "c")
        #expect(field.repetitions[1].text(1) == "d*e")
    }

    @Test(arguments: [
        "MSH||~\\&|", "MSH|^^\\&|", "MSH|^~\\A|", "MSH|^~\\.|", "MSH|^~\\\"|", "MSH|^~ &|", "MSH|^~\\&#|",
    ])
    func `five delimiters that cannot be told apart are refused`(text: String) {
        #expect(refusal(text)?.code == .dataType)
        #expect(refusal(text)?.locations == [ErrorLocation("MSH").field(2)])
    }

    @Test(arguments: ["", "\r\r", "PID|1\r", "MSH", "MSH|^~", "BHS|^~\\&|\r"])
    func `a message begins with MSH`(text: String) { #expect(refusal(text)?.code == .segmentSequence) }

    @Test(arguments: ["pid|1", "PI", "PIDX", "1AB|", " PID|", "P D|1", "MSH|^~\\&|A"])
    func `a line that is no segment is refused`(line: String) {
        #expect(refusal(Self.header + "\r\(line)\r")?.code == .segmentSequence)
    }

    @Test func `what is no text or hides a NUL is refused`() {
        #expect(throws: HL7Refusal.self) { try reader.read(Array(Self.header.utf8) + [0x0D, 0xFF, 0xFE]) }
        #expect(refusal(Self.header + "\rZZ1|a\0b\r")?.code == .dataType)
        #expect(refusal(Self.header + "\rZZ1|x|a\\X00\\b\r")?.locations == [ErrorLocation("ZZ1").field(2)])
    }

    @Test func `each limit is kept to the one`() {
        var limits = MessageLimits()
        limits.segments = 3
        limits.fields = 20
        limits.repetitions = 3
        limits.components = 4
        limits.subcomponents = 2
        let (ok, bad): ([String], [String]) = (
            ["PID|1\rZZ1|2", "ZZ1" + String(repeating: "|x", count: 20), "ZZ1|a~b~c", "ZZ1|a^b^^ADT", "ZZ1|a&b"],
            [
                "PID|1\rZZ1|2\rZZ2", "ZZ1" + String(repeating: "|x", count: 21), "ZZ1|a~b~c~d", "ZZ1|a^b^c^d^e",
                "ZZ1|a&b&c",
            ]
        )
        for text in ok { #expect(refusal("MSH|^~\\&|A\r" + text, limits) == nil, "\(text)") }
        for text in bad { #expect(refusal("MSH|^~\\&|A\r" + text, limits)?.code == .dataType, "\(text)") }
        limits.bytes = 9
        #expect(refusal("MSH|^~\\&|", limits) == nil)
        #expect(refusal("MSH|^~\\&|A", limits)?.code == .dataType)
    }

    @Test func `the header of a message that cannot be read is read alone`() throws {
        let header = try #require(reader.readHeader(of: Array((Self.header + "\rbroken").utf8) + [0xFF]))
        #expect(header.segments.count == 1 && header.header.text(10) == "1")
        #expect(reader.readHeader(of: Array("PID|1".utf8)) == nil)
        #expect(reader.readHeader(of: []) == nil)
    }

    @Test func `control characters are written so that neither segment nor frame ends`() throws {
        let text = "a\r\n\u{0B}\u{1C}\t\u{7F}|^~\\&\u{1}"
        let message = Message(header: [Field("A")], segments: [Segment("ZZ1", [Field(text)])])
        #expect(!message.encoded.dropLast().contains { $0 < 0x20 && $0 != 0x0D })
        #expect(try reader.read(message.encoded).first("ZZ1")?.text(1) == text)
    }
}
