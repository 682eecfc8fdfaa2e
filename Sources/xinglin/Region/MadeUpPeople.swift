import HealthCardDomain

/// Draws made-up residents: common surnames, plain given names, region code 519900, which belongs to no place.
struct MadeUpPeople {
    private static let surnames = Array("王李张刘陈杨黄赵周吴徐孙马朱胡林郭何高罗郑梁谢宋唐许邓冯韩曹")
    private static let given = Array("安宁清和明远文博雅静嘉禾若溪思源子墨晓晨云舒景行怀瑾知夏春生秋实立新建国秀兰桂英")
    /// A region code of Sichuan that GB/T 2260 gives to no county.
    private static let regionCode = "519900"

    /// Ages are counted back from this year, so that the same seed gives the same numbers in every year.
    private static let referenceYear = 2025

    private let today: CivilDate
    private var generator: SeededGenerator
    private var serial = 0

    init(seed: UInt64, today: CivilDate) {
        generator = SeededGenerator(seed: seed)
        self.today = today
    }

    /// The next resident; every number and phone differs from all before.
    mutating func next() throws -> ResidentIdentity {
        serial += 1
        let age = Int.random(in: 1...90, using: &generator)
        let year = Self.referenceYear - age
        let birth = CivilDate(
            year: year,
            month: Int.random(in: 1...12, using: &generator),
            day: Int.random(in: 1...28, using: &generator)
        )
        guard let birth else { preconditionFailure("days 1 to 28 exist in every month") }
        let order = String(serial % 1_000 + 1_000).dropFirst()
        let head = Self.regionCode + birth.compact + order
        let number = head + String(CitizenIDNumber.checkCharacter(of17Digits: head) ?? "?")
        let length = Int.random(in: 1...2, using: &generator)
        let surname = pick(Self.surnames)
        let givenName = (0..<length).map { _ in String(pick(Self.given)) }.joined()
        let phone = "199" + String(10_000_000 + serial)
        return try ResidentIdentity(
            document: DocumentNumber(type: .residentID, text: number, on: today),
            name: PersonName(String(surname) + givenName),
            phone: PhoneNumber(phone),
            nation: "01",
            on: today
        )
    }

    private mutating func pick(_ characters: [Character]) -> Character {
        characters[Int.random(in: 0..<characters.count, using: &generator)]
    }
}
