import Foundation
import HealthCardDomain
import Testing

struct IdentifierTests {
    private static let digits = String(repeating: "0123456789abcdef", count: 4)

    @Test func `an opaque identifier is 64 hexadecimal digits, in upper case`() {
        #expect(CardID(Self.digits)?.text == Self.digits.uppercased())
        #expect(PersonID(Self.digits.uppercased())?.description == Self.digits.uppercased())
        #expect(PersonID(randomBytes: Array(repeating: 0xAB, count: 32)).text == String(repeating: "AB", count: 32))
    }

    @Test func `the number of a use begins with its time, so that later uses come later`() {
        let (bytes, early) = ([UInt8](repeating: 0xCD, count: UseID.randomLength), Date(timeIntervalSince1970: 1.5))
        let first = UseID(at: early, randomBytes: bytes)
        #expect(first.text == "0000000005DC" + String(repeating: "CD", count: 26))
        #expect(first < UseID(at: early.addingTimeInterval(0.001), randomBytes: bytes))
        #expect(UseID(at: Date(timeIntervalSince1970: -1), randomBytes: bytes).text.hasPrefix("000000000000CD"))
    }

    private static let malformed: [String] = [
        "", "0", String(digits.dropLast()), "\(digits)0", "g\(digits.dropFirst())", " \(digits.dropFirst())",
        "０\(digits.dropFirst(3))", "\u{0}\(digits.dropFirst())", "\(digits.dropLast(2))\u{301}",
    ]

    @Test(arguments: malformed)
    func `anything else is no identifier`(text: String) {
        #expect(CardID(text) == nil)
    }

    @Test func `a label has printable ASCII without spaces, quotes, angle brackets, ampersand and backslash`() {
        let refused = Set("\"'<>&\\`".utf8)
        for byte in UInt8.min...UInt8.max {
            let text = String(Unicode.Scalar(byte))
            let isAllowed = (0x21...0x7E).contains(byte) && !refused.contains(byte)
            #expect((TerminalCode(text) != nil) == isAllowed, "byte \(byte)")
        }
        for text in ["", "机构", "A\u{301}", "a b", "a\n", "Ａ"] { #expect(TerminalCode(text) == nil) }
    }

    @Test func `a label is as long as its field allows, and no longer`() {
        func lengths<Code: Label>(of _: Code.Type, _ expected: Int) {
            #expect(Code.maximumLength == expected)
            #expect(Code(String(repeating: "A", count: expected)) != nil)
            #expect(Code(String(repeating: "A", count: expected + 1)) == nil)
        }
        lengths(of: AppID.self, 36)
        lengths(of: AppRecordNumber.self, 17)
        lengths(of: InstitutionCode.self, 22)
        lengths(of: TerminalCode.self, 40)
        lengths(of: OperatorID.self, 64)
        lengths(of: RequestID.self, 64)
    }

    @Test func `a record number has no colon, which would end it inside a card code`() {
        #expect(AppRecordNumber("5199:1") == nil)
        #expect(TerminalCode("5199:1") != nil)
    }
}
