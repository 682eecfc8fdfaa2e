import HealthCardDomain
import Testing

struct PurposeTests {
    @Test(arguments: ["挂号", "Registration", "复诊 取药", "𠮷田医生会诊", String(repeating: "字", count: 40)])
    func `a purpose is up to 40 characters of plain text`(text: String) {
        #expect(Purpose(text)?.text == text)
    }

    @Test(arguments: [
        "", " ", "\u{3000}\u{3000}", "\t", "a\n", "a\u{0}b", "\u{202E}abc", "\u{200B}", "\u{FEFF}挂号", "a\u{2028}b",
        "\u{E000}", "\u{10FFFF}", String(repeating: "字", count: 41),
        "a" + String(repeating: "\u{301}", count: 200),
    ])
    func `blanks, controls, direction marks and long texts are refused`(text: String) {
        #expect(Purpose(text) == nil)
    }
}
