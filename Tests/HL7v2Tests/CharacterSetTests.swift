import HL7v2
import Testing

struct CharacterSetTests {
    private func declared(_ bytes: [UInt8], fallback: HL7CharacterSet = .utf8) -> HL7CharacterSet? {
        HL7CharacterSet.declared(in: bytes, fallback: fallback)
    }

    private func header(_ facility: [UInt8], _ name: String) -> [UInt8] {
        Array("MSH|^~\\&|HIS|".utf8) + facility + Array("|C|D|20260105||ADT^A04|1|P|2.5||||||\(name)\rPID|1".utf8)
    }

    @Test(arguments: [
        ("UNICODE UTF-8", HL7CharacterSet.utf8), ("utf-8", .utf8), ("ASCII", .ascii), ("GB 18030-2000", .gb18030),
        ("GBK", .gb18030), ("UNICODE UTF-8~ISO IR87", .utf8),
    ])
    func `a message names its character set`(name: String, set: HL7CharacterSet) {
        #expect(declared(header(Array("B".utf8), name)) == set)
    }

    @Test func `a message that names none is in the set of its connection`() {
        let bytes = header(Array("B".utf8), "")
        #expect(declared(bytes) == .utf8 && declared(bytes, fallback: .gb18030) == .gb18030)
        #expect(declared(Array("MSH|^~\\&|".utf8)) == .utf8)
        #expect(declared([]) == .utf8)
    }

    @Test func `a set that is not understood is told`() {
        #expect(declared(header(Array("B".utf8), "8859/1")) == nil)
        #expect(declared(header(Array("B".utf8), "BIG-5"), fallback: .gb18030) == nil)
    }

    @Test func `second bytes of GB 18030 that look like delimiters end no field`() {
        // 0x7C is the field separator, 0x5E the component separator; 0x30 in second place begins the tail of four bytes.
        let facility: [UInt8] = [0x81, 0x7C, 0x90, 0x5E, 0x81, 0x30, 0x81, 0x30, 0xD2, 0xBD]
        #expect(declared(header(facility, "GB 18030-2000")) == .gb18030)
        #expect(declared(header(Array("第一医院".utf8), "UNICODE UTF-8")) == .utf8)
        #expect(declared(header(Array("第一医院".utf8), "GB 18030-2000")) == .gb18030)
    }
}
