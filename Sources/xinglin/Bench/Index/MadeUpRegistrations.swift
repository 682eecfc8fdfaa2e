import HealthCardDomain
import Matching

/// Made-up registrations of a region, each a function of its number alone, so that any may be made again and none is kept.
///
/// Of a hundred, 41 are a person's first; the others are of somebody chosen by chance among those who came before. Family
/// members share phones, names are as common as surnames and given names are, one registration in five differs from the
/// person: no number, another phone, no address, a given name of another character. Nobody is meant: regions 5199xx and
/// phones that begin with 154 are given to no place and nobody.
struct MadeUpRegistrations: Sendable {
    /// First registrations among a hundred.
    private static let firstShare = 41
    /// Those that register, all hospitals of one made-up city.
    static let institutions = (0..<64).map { number in
        guard let level = InstitutionLevel(rawValue: "32"), let category = InstitutionCategory("A100") else {
            preconditionFailure("codes of the tables")
        }
        return Institution(
            code: InstitutionCode(trusted: "H\(100 + number)"),
            nameChinese: "测量\(number)院",
            nameEnglish: "Bench Hospital \(number)",
            level: level,
            category: category,
            regionCode: "519900",
            status: .authorised,
            departments: []
        )
    }
    private static let surnames = Array("王李张刘陈杨黄赵周吴徐孙马朱胡林郭何高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任")
    private static let given = Array(
        """
        伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅建国志文辉力安宁清和远博雅嘉禾若溪思源子墨晓晨云舒景行怀瑾知夏春\
        生秋实立新诗涵梓轩浩宇欣怡雨泽俊熙佳琪可馨一诺奕辰依诺沐宸语桐昊天梦瑶紫萱晨曦
        """
    )
    private static let towns = ["东门镇", "西河镇", "南坝乡", "北山镇", "青石镇", "白水乡", "龙泉镇", "双桥镇"]
    private static let streets = ["解放路", "人民路", "建设路", "文化街", "沿江路", "新华街", "和平路", "光明街"]

    let seed: UInt64

    /// How many persons the first so many registrations are of.
    static func persons(among registrations: Int) -> Int { registrations * firstShare / 100 }

    /// How many registrations it takes until there are so many persons.
    static func registrations(of persons: Int) -> Int { (persons * 100 + firstShare - 1) / firstShare }

    /// What names a registration outside. Every one has a local id of its own.
    func id(_ number: Int) -> SourceRecordID {
        guard let localID = PatientID("P\(number)") else { preconditionFailure("a number is printable") }
        return SourceRecordID(authority: AssigningAuthority(trusted: institution(number)), localID: localID)
    }

    private func institution(_ number: Int) -> String {
        var chance = SeededGenerator(seed: seed ^ UInt64(number) &* 0xD6E8_FEB8_6659_FD93)
        return Self.institutions[Int.random(in: 0..<Self.institutions.count, using: &chance)].code.text
    }

    /// The fields of a registration, from 0.
    func fields(_ number: Int) -> SourceFields {
        var chance = SeededGenerator(seed: seed &+ UInt64(number) &* 0x2545_F491_4F6C_DD1D)
        let before = Self.persons(among: number)
        let isFirst = Self.persons(among: number + 1) > before
        var fields = person(isFirst || before == 0 ? before : Int.random(in: 0..<before, using: &chance))
        fields.institution = institution(number)
        fields.localID = "P\(number)"
        fields.registeredOn = "2025-\(Self.two(1 + number / 28 % 12))-\(Self.two(1 + number % 28))"
        switch Int.random(in: 0..<50, using: &chance) {
        case 0..<5: (fields.idType, fields.idNumber) = ("", "")
        case 5..<8: fields.phone = Self.phone(Int.random(in: 0..<100_000_000, using: &chance))
        case 8: fields.address = ""
        case 9: fields.name = String(fields.name.dropLast()) + String(Self.pick(Self.given, &chance))
        default: break
        }
        return fields
    }

    /// What a person would be registered as without mistakes.
    private func person(_ number: Int) -> SourceFields {
        var chance = SeededGenerator(seed: ~seed &+ UInt64(number) &* 0x9FB2_1C65_1E98_DF25)
        let household = number / 3
        var family = SeededGenerator(seed: seed ^ ~UInt64(household))
        // A third of a household's members have its head's surname and phone.
        let familyName = Self.common(Self.surnames, &family)
        let familyPhone = Int.random(in: 0..<100_000_000, using: &family)
        let house = Int.random(in: 0..<9_000, using: &family)
        let (town, street) = (Self.pick(Self.towns, &family), Self.pick(Self.streets, &family))
        let isLike = Int.random(in: 0..<3, using: &chance) == 0
        var name = String(isLike ? familyName : Self.common(Self.surnames, &chance))
        for _ in 0..<(Int.random(in: 0..<10, using: &chance) < 8 ? 2 : 1) {
            name.append(Self.common(Self.given, &chance))
        }
        let (year, month) = (Int.random(in: 1935...2024, using: &chance), Int.random(in: 1...12, using: &chance))
        let birth = "\(year)\(Self.two(month))\(Self.two(Int.random(in: 1...28, using: &chance)))"
        let sequence = 1_000 + Int.random(in: 1..<1_000, using: &chance)
        let region = "5199\(10 + number % 40)"
        let head = region + birth + String(sequence).dropFirst()
        let address = "\(town)\(street)\(1 + house / 40)号\(1 + house % 40)室"
        return SourceFields(
            name: name,
            sex: sequence.isMultiple(of: 2) ? "2" : "1",
            birthDate: "\(birth.prefix(4))-\(birth.dropFirst(4).prefix(2))-\(birth.suffix(2))",
            idType: "01",
            idNumber: head + String(CitizenIDNumber.checkCharacter(of17Digits: head) ?? "?"),
            phone: Self.phone(isLike ? familyPhone : Int.random(in: 0..<100_000_000, using: &chance)),
            address: address,
            nation: "01",
            channel: "window"
        )
    }

    private static func phone(_ number: Int) -> String { "154" + String(100_000_000 + number).dropFirst() }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

    private static func pick<Element>(_ elements: [Element], _ chance: inout SeededGenerator) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &chance)]
    }

    /// The first of a list come up far more often than the last.
    private static func common<Element>(_ elements: [Element], _ chance: inout SeededGenerator) -> Element {
        let share = Double.random(in: 0..<1, using: &chance)
        return elements[Int(Double(elements.count) * share * share)]
    }
}
