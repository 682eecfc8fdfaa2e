import Matching
import Testing

struct NumberTests {
    /// The example of GB 11643-1999.
    private static let example = "11010519491231002X"

    @Test(arguments: [
        ("11010519491231002X", "11010519491231002X", "equal"), ("11010519491231002X", "11010519491231002x", "equal"),
        ("11010519491231002X", "１１０１０５１９４９１２３１００２Ｘ", "equal"),
        ("11010519491231002X", "110105 19491231 002X", "equal"), ("11010519491231002X", "11010519491231002*", "equal"),
        ("11010519491231002X", "110105491231002", "equal"), ("11010519491231002X", "11010519491231003X", "near"),
        ("11010519491231002X", "11010519491213002X", "near"), ("11010519491231002X", "1101051949123102X", "near"),
        ("11010519491231003X", "11010519491231003X", "equal-damaged"),
        ("11010519491231002X", "110105194912310046", "neighbours"),
        ("11010519491231002X", "440524198804120013", "differs"),
    ])
    func `numbers agree by what a slip can do to them`(one: String, other: String, expected: String) {
        #expect(level(.number, record("张伟", one), record("张伟", other)) == expected)
        #expect(level(.number, record("张伟", other), record("张伟", one)) == expected)
    }

    @Test(arguments: [
        "000000000000000000", "111111111111111111", "123456789012345678", "110101199001011234", "无", "-", "99999999",
        "110101190001010000",
        number("51990719800101000"), number("51990319700101111"),
    ])
    func `a placeholder is no number`(text: String) {
        #expect(level(.number, record("张伟", text), record("张伟", text)) == nil)
        #expect(level(.document, record("张伟", text), record("张伟", text)) == nil)
    }

    @Test(arguments: [
        ("99", "M302814759", "99", "m302814759"), ("06", "H30281475", "06", "H3028147501"),
        ("06", "30281475", "06", "H30281475"),
        ("04", "南字第3028147号", "04", "3028147"), ("07", "30281475", "07", "3028147502"),
        ("03", "EA3028147", "01", "EA3028147"),
    ])
    func `other documents are the same in every spelling`(type: String, one: String, otherType: String, other: String) {
        #expect(level(.document, record("张伟", one, idType: type), record("张伟", other, idType: otherType)) == "equal")
    }

    @Test func `a number counts in whatever field it was typed`() {
        let typed = record("张伟", Self.example)
        #expect(level(.number, typed, record("张伟", phone: Self.example)) == "equal")
        #expect(level(.number, typed, record("张伟", second: Self.example, secondType: "03")) == "equal")
        #expect(level(.number, typed, record("张伟" + Self.example)) == "equal")
    }

    @Test func `a mother's number in a child's record is the mother's`() {
        let mother = number("11010519850503002")
        let child = record("张小宝", mother, birth: "2015-06-07")
        #expect(level(.number, child, record("王芳", mother, birth: "1985-05-03")) == nil)
        #expect(level(.relative, child, record("张小宝", birth: "2015-06-07", guardianNumber: mother)) == "number")
    }

    @Test func `a number of another birth date is doubtful`() {
        let sister = number("11010519880503002")
        let doubtful = record("王芳", sister, birth: "1985-09-21", sex: "2")
        #expect(level(.number, doubtful, record("王芳", sister, birth: "1985-09-21", sex: "2")) == "equal-doubtful")
    }
}
