import HealthCardDomain
import Testing

struct ProblemCodeTests {
    @Test func `codes are unique words of lower-case letters`() {
        #expect(Set(ProblemCode.allCases.map(\.rawValue)).count == ProblemCode.allCases.count)
        for code in ProblemCode.allCases {
            #expect(code.rawValue.wholeMatch(of: /[a-z]+(_[a-z]+)*/) != nil, "\(code)")
        }
    }

    @Test(arguments: ProblemCode.allCases)
    func `each code says in Chinese and English what is wrong and what to do`(code: ProblemCode) {
        let text = code.text
        for chinese in [text.titleChinese, text.remedyChinese] {
            #expect(chinese.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
        }
        for english in [text.titleEnglish, text.remedyEnglish] {
            #expect(english.contains(/[A-Za-z]{2}/))
            #expect(!english.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
        }
        for line in [text.titleChinese, text.titleEnglish, text.remedyChinese, text.remedyEnglish] {
            #expect(line.wholeMatch(of: /\S(.*\S)?/) != nil, "an outer space or a line end in “\(line)”")
            #expect(!line.lowercased().contains("todo"))
        }
    }

    @Test func `no two codes have one title`() {
        let chinese = Dictionary(grouping: ProblemCode.allCases, by: \.text.titleChinese).values.filter { $0.count > 1 }
        let english = Dictionary(grouping: ProblemCode.allCases, by: \.text.titleEnglish).values.filter { $0.count > 1 }
        #expect(chinese.isEmpty, "\(chinese)")
        #expect(english.isEmpty, "\(english)")
    }

    @Test(arguments: IdentityRefusal.allCases)
    func `a refusal of an identity has the problem code of its name`(refusal: IdentityRefusal) {
        #expect((refusal as any Refusal).code.rawValue == refusal.rawValue)
    }

    @Test func `pinning names the field and keeps the code, and leaves faults alone`() throws {
        struct Fault: Error {}
        do {
            _ = try FieldRefusal.pinning("id_no") { throw IdentityRefusal.nul }
            Issue.record("nothing was refused")
        } catch let refusal as FieldRefusal {
            #expect(refusal.code == .textNul && refusal.field == "id_no")
        }
        #expect(throws: Fault.self) { try FieldRefusal.pinning("id_no") { throw Fault() } }
        #expect(try FieldRefusal.pinning("id_no") { 1 } == 1)
    }

    @Test func `a refused field of a request is named`() {
        for refusal in [
            RequestRefusal.bodyDuplicateKey("f"), .fieldMissing("f"), .fieldMalformed("f"), .fieldUnknown("f"),
            .dialectEnvelopeMalformed("f"),
        ] {
            #expect(refusal.field == "f")
        }
    }
}
