import Matching
import Testing

/// Which record may have been about the same person before the name was known.
struct IdentityTests {
    private static let born = SourceFields(
        name: "王芳之大子",
        sex: "1",
        birthDate: "2026-09-20",
        guardianName: "王芳",
        guardianIDNumber: "110105199003078422",
        registeredOn: "2026-09-21"
    )
    private static let stranger = SourceFields(name: "无名氏", sex: "1", birthDate: "1970-01-01")
    private static let temporary = SourceFields(name: "临时患者", sex: "1", birthDate: "1988-04-05")

    private static func mayBecome(_ one: SourceFields, _ change: (inout SourceFields) -> Void) -> Bool {
        var later = one
        change(&later)
        return MatchRecord(one).mayBecome(MatchRecord(later))
    }

    @Test func `a newborn may become the child of its day, sex and place`() {
        #expect(Self.mayBecome(Self.born) { $0.name = "王小明" })
        #expect(Self.mayBecome(Self.born) { ($0.name, $0.birthDate) = ("王小明", "2026-09-21") })
        #expect(!Self.mayBecome(Self.born) { ($0.name, $0.birthDate) = ("王小明", "2026-12-05") })
        #expect(!Self.mayBecome(Self.born) { ($0.name, $0.birthDate) = ("王小明", "") })
        #expect(!Self.mayBecome(Self.born) { ($0.name, $0.sex) = ("王小明", "2") })
        #expect(!Self.mayBecome(Self.born) { $0.name = "王芳之小子" })
        #expect(Self.mayBecome(Self.born) { $0.phone = "13812345678" })
        #expect(!Self.mayBecome(Self.born) { $0.name = "无名氏" })
        #expect(!Self.mayBecome(Self.born) { $0.name = "测试" })
    }

    @Test func `a newborn without a birth date was born before its registration`() {
        var born = Self.born
        born.birthDate = ""
        #expect(Self.mayBecome(born) { ($0.name, $0.birthDate) = ("王小明", "2026-09-20") })
        #expect(!Self.mayBecome(born) { ($0.name, $0.birthDate) = ("王小明", "2026-10-20") })
        #expect(!Self.mayBecome(born) { ($0.name, $0.birthDate) = ("王小明", "2020-10-20") })
    }

    @Test func `nobody becomes their own guardian`() {
        var child = Self.temporary
        child.guardianIDNumber = "110105199003078422"
        #expect(
            !Self.mayBecome(child) { fields in
                (fields.name, fields.sex, fields.birthDate) = ("王芳", "", "1990-03-07")
                (fields.idNumber, fields.guardianIDNumber) = ("110105199003078422", "")
            }
        )
    }

    @Test func `a stranger may become anybody of the same sex, a temporary one of about the age, a person nobody`() {
        #expect(Self.mayBecome(Self.stranger) { ($0.name, $0.birthDate) = ("李强", "1951-02-03") })
        #expect(!Self.mayBecome(Self.stranger) { ($0.name, $0.sex) = ("李梅", "2") })
        #expect(Self.mayBecome(Self.temporary) { $0.name = "李强" })
        #expect(!Self.mayBecome(Self.temporary) { ($0.name, $0.birthDate) = ("李强", "1951-02-03") })
        var person = Self.temporary
        person.name = "李强"
        #expect(!Self.mayBecome(person) { $0.phone = "13812345678" })
    }

    @Test func `a document is one's own where nothing speaks against it`() {
        var fields = Self.temporary
        #expect(!MatchRecord(fields).hasDocument)
        fields.idNumber = "110105198804058436"
        #expect(!MatchRecord(fields).hasDocument, "A wrong check character")
        fields.idNumber = "110105199003078422"
        #expect(!MatchRecord(fields).hasDocument, "Another's birth date")
        (fields.idType, fields.idNumber) = ("03", "G61592374")
        #expect(MatchRecord(fields).hasDocument)
    }
}
