import HealthCardDomain
import SeededRandom
import Testing

struct PersonNameTests {
    @Test(arguments: [
        "张三", "欧阳娜娜", "阿卜杜热西提·买买提", "\u{20BB7}田\u{2A6A5}", "〇一", "\u{30EDE}文", "Anna-Maria O'Neill", "José Nguyễn",
        "Jose\u{301}", "李 Mary", "王", String(repeating: "张", count: 50), "\u{F91D}娜",
    ])
    func `a name of Han characters or Latin letters is kept unchanged`(text: String) throws {
        #expect(try PersonName(text).text.unicodeScalars.elementsEqual(text.unicodeScalars))
    }

    @Test(arguments: [
        ("", IdentityRefusal.nameEmpty),
        (String(repeating: "张", count: 51), .nameTooLong),
        (String(repeating: "张", count: 100_000), .nameTooLong),
        (" 张三", .nameOuterSpace),
        ("张三 ", .nameOuterSpace),
        ("   ", .nameOuterSpace),
        ("12345", .nameBadCharacter),
        ("张3", .nameBadCharacter),
        ("张\u{0663}", .nameBadCharacter),
        ("张三😀", .nameBadCharacter),
        ("<b>张三</b>", .nameBadCharacter),
        ("张\u{301}", .nameBadCharacter),
        ("\u{301}a", .nameBadCharacter),
        ("阿里•买买提", .nameBadCharacter),
        ("阿里．买买提", .fullWidthCharacters),
        ("Ａnna", .fullWidthCharacters),
        ("张\u{3000}三", .fullWidthCharacters),
        ("·张三", .nameMisplacedSeparator),
        ("张三·", .nameMisplacedSeparator),
        ("阿里··买买提", .nameMisplacedSeparator),
        ("Anna  Maria", .nameMisplacedSeparator),
        ("张\u{0}三", .nul),
        ("张\t三", .controlCharacter),
        ("张\u{85}三", .lineBreak),
        ("张\r\n三", .lineBreak),
        ("张\u{202E}三", .bidiControl),
        ("张\u{200B}三", .invisibleCharacter),
        ("张\u{FE00}三", .invisibleCharacter),
        ("张\u{E0101}三", .invisibleCharacter),
        ("张\u{E863}", .privateUseCharacter),
        ("张\u{F0000}", .privateUseCharacter),
        ("张\u{1FFFE}", .noncharacter),
    ])
    func `what is no name is refused for its reason`(text: String, expected: IdentityRefusal) throws {
        let refusal = try MadeUp.refusal { _ = try PersonName(text) }
        #expect(refusal == expected)
    }

    @Test func `names are equal when they are canonically equivalent`() throws {
        #expect(try PersonName("José") == PersonName("Jose\u{301}"))
        #expect(try Set([PersonName("José"), PersonName("Jose\u{301}")]).count == 1)
        #expect(try PersonName("张三") != PersonName("張三"))
        #expect(try PersonName("Anna") != PersonName("anna"))
    }

    @Test(arguments: [
        ("张三", "张*"), ("欧阳娜娜", "欧***"), ("王", "王"), ("\u{20BB7}田", "\u{20BB7}*"), ("Jose\u{301}", "J***"),
        ("阿里·买", "阿***"),
    ])
    func `a masked name keeps its first character`(text: String, masked: String) throws {
        #expect(try PersonName(text).masked == masked)
    }

    @Test func `fuzzed names never crash, and what is accepted holds nothing strange`() {
        var random = SeededGenerator(seed: 543)
        var accepted = 0
        let allowed: Set<Unicode.GeneralCategory> = [
            .otherLetter, .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .nonspacingMark,
            .letterNumber, .spaceSeparator, .dashPunctuation, .otherPunctuation, .finalPunctuation,
        ]
        for _ in 0..<100_000 {
            let text = randomText(using: &random)
            guard let name = try? PersonName(text) else { continue }
            accepted += 1
            let kinds = name.text.unicodeScalars.map(\.properties.generalCategory)
            if !kinds.allSatisfy(allowed.contains) || name.masked.dropFirst().contains(where: { $0 != "*" }) {
                Issue.record("\(text.debugDescription)")
                return
            }
        }
        #expect(accepted > 5_000)
    }

    private func randomText(using random: inout SeededGenerator) -> String {
        let pools: [ClosedRange<UInt32>] = [
            0x4E00...0x9FA5, 0x4E00...0x9FA5, 0x4E00...0x9FA5, 0x41...0x5A, 0x61...0x7A, 0x2_0000...0x2_A6D6,
            0x20...0x2F,
            0xA0...0x24F, 0x300...0x36F, 0x0...0x10_FFFF, 0x2000...0x206F,
        ]
        var text = ""
        for _ in 0..<Int.random(in: 0...6, using: &random) {
            let pool = pools.randomElement(using: &random) ?? 0x4E00...0x4E00
            if let scalar = Unicode.Scalar(UInt32.random(in: pool, using: &random)) {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
