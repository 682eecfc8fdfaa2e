import Testing

@testable import Matching

struct BirthAndContactTests {
    @Test(arguments: [
        "19800503", "1980-5-3", "1980/05/03", "1980.5.3", "1980年5月3日", "80-5-3", "800503", "1980-05-03 00:00:00",
        "１９８０-０５-０３", "一九八〇年五月三日", "3/5/1980", "1980-05-03T08:00:00+08:00", "29344",
    ])
    func `a date is read in every form of a window`(text: String) {
        #expect(level(.birthDate, record("张伟", birth: text), record("张伟", birth: "1980-05-03")) == "exact")
    }

    @Test(arguments: [
        ("1980-05-03", "1980-03-05", "swapped"), ("1980-05-03", "1980-05-08", "one-digit"),
        ("1980-05-13", "1980-05-31", "one-digit"), ("1980-05-03", "1980", "year-only"),
        ("1980-05-03", "1980-05", "month-only"), ("1980-05-03", "1980-01-01", "year-only"),
        ("1980-05-03", "1981-01-01", "aged-alike"), ("1980-05-03", "1980-06-15", "lunar"),
        ("1980-05-03", "1980-12-24", "same-year"), ("1980-05-03", "1993-11-24", "contradicts"),
        ("1980-01-01", "1980-01-01", "weak-exact"), ("1980-06-01", "1980-06-01", "weak-exact"),
        ("2010-05-03", "2010-06-15", "same-year"),
    ])
    func `birth dates agree by what was known and what was mistyped`(one: String, other: String, expected: String) {
        #expect(level(.birthDate, record("张伟", birth: one), record("张伟", birth: other)) == expected)
        #expect(level(.birthDate, record("张伟", birth: other), record("张伟", birth: one)) == expected)
    }

    @Test(arguments: ["1900-01-01", "1899-12-30", "0000-00-00", "不详", "2099-01-05", "19801345999", "00001", "60000"])
    func `a default date says nothing`(text: String) {
        #expect(level(.birthDate, record("张伟", birth: text), record("张伟", birth: text)) == nil)
    }

    @Test(arguments: [
        ("13912340001", "+86 139-1234-0001", "equal"), ("13912340001", "008613912340001", "equal"),
        ("0571-87654321", "87654321", "equal"), ("13912340001", "13912340007", "near"),
        ("13912340001", "13912430001", "near"), ("13912340001", "13787654329", "differs"),
        ("13912340001/13787654329", "13787654329", "equal"),
    ])
    func `phones agree in every spelling`(one: String, other: String, expected: String) {
        #expect(level(.phone, record("张伟", phone: one), record("张伟", phone: other)) == expected)
    }

    @Test(arguments: ["13800138000", "11111111111", "12345678910", "12345678901", "0", "无", "88888888"])
    func `a placeholder is no phone`(text: String) {
        #expect(level(.phone, record("张伟", phone: text), record("张伟", phone: text)) == nil)
    }

    @Test(arguments: [
        ("云川省清江市白水县南湖街道南湖路328号安居小区10幢701室", "安居小区10栋701", "room"),
        ("清江市安和县高山乡白云村1组47号", "高山乡白云村1组47号", "room"),
        ("清江市南湖路328号", "南湖路328号", "house"), ("清江市南湖路328号", "清江市南湖路15号", "place"),
        ("清江市白水县", "白水县", "area"), ("清江市白水县", "云岭县", "differs"),
        ("清江市城东区", "清江市城西区", "area"), ("清江市城关镇", "白水县城关镇", "area"),
        ("南湖路328号安居小区10号楼4单元701室", "安居小区10幢701室", "room"),
        ("南湖路328号安居小区10号楼4单元701室", "安居小区11幢701室", "place"),
        ("高山乡白云村1组", "高山乡白云村1组", "place"), ("高山乡白云村1组47号", "高山乡白云村1组", "place"),
        ("高山乡白云村1组47号", "高山乡白云村47号", "house"),
    ])
    func `addresses agree as far as both were written`(one: String, other: String, expected: String) {
        #expect(level(.address, record("张伟", address: one), record("张伟", address: other)) == expected)
        #expect(level(.address, record("张伟", address: other), record("张伟", address: one)) == expected)
    }

    @Test(arguments: ["北屯村5组", "北屯村第5村民小组", "北屯村5村民组", "北屯村五组", "北屯村5社", "北屯村第5小组"])
    func `a villagers' group is no house`(address: String) {
        let reading = AddressReading(address)
        #expect(reading.numbers == [5 | AddressReading.groupBit])
        #expect(AddressComparator.level(reading, AddressReading("白水县北屯村5组")) == .place)
    }

    @Test func `townships and villages of the pastures are told apart`() {
        let long = AddressReading("塔林旗白音苏木大滩嘎查8号")
        #expect((long.areas.count, long.places.count) == (2, 1))
        #expect(AddressComparator.level(long, AddressReading("大滩嘎查8号")) == .house)
        #expect(AddressReading("五道沟乡").places.isEmpty)
    }

    @Test func `sexes and nations are read as codes and as words`() {
        #expect(level(.sex, record("张伟", sex: "男"), record("张伟", sex: "1")) == "equal")
        #expect(level(.sex, record("张伟", sex: "9"), record("张伟", sex: "1")) == nil)
        #expect(level(.nation, record("张伟", nation: "维吾尔族"), record("张伟", nation: "05")) == "equal")
    }
}
