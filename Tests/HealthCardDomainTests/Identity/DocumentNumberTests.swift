import HealthCardDomain
import SeededRandom
import Testing

struct DocumentNumberTests {
    @Test(arguments: [
        (IDType.residentID, "11010519491231002x", "11010519491231002X"),
        (.householdRegister, "510104001", "510104001"),
        (.householdRegister, MadeUp.male, MadeUp.male),
        (.passport, "E12345678", "E12345678"),
        (.passport, "ea1234567", "EA1234567"),
        (.passport, "C01X00T47", "C01X00T47"),
        (.officerID, "军字第2001988号", "军字第2001988号"),
        (.officerID, "南字第01234567号", "南字第01234567号"),
        (.officerID, "20019887", "20019887"),
        (.drivingLicence, MadeUp.male, MadeUp.male),
        (.drivingLicence, "510100123456", "510100123456"),
        (.hkMacaoPermit, "H12345678", "H12345678"),
        (.hkMacaoPermit, "m1234567801", "M1234567801"),
        (.taiwanPermit, "12345678", "12345678"),
        (.taiwanPermit, "0012345678B", "0012345678B"),
        (.birthCertificate, "U510123456", "U510123456"),
        (.other, "CAN110081080310", "CAN110081080310"),
        (.other, "TMP-2026-0001", "TMP-2026-0001"),
    ])
    func `a plausible number of each type is kept with capitals`(type: IDType, text: String, value: String) throws {
        let number = try DocumentNumber(type: type, text: text, on: MadeUp.today)
        #expect(number.value.exposed == value)
        #expect(number.text == value)
        #expect(number.authority == "id:" + type.rawValue)
        #expect((number.citizenID != nil) == (type == .residentID))
    }

    @Test(arguments: [
        (IDType.householdRegister, "123"), (.householdRegister, "户123456"), (.passport, "ABCDEFGH"),
        (.passport, "E123"),
        (.passport, "E1234-5678"), (.passport, "000000000"), (.officerID, "军字第号"), (.officerID, "字第2001988号"),
        (.officerID, "军字2001988号"), (.officerID, "军字第20O1988号"), (.officerID, "军字第2001988"),
        (.officerID, "1字第2001988号"),
        (.drivingLicence, "510104197001010018"), (.drivingLicence, "1234567"), (.hkMacaoPermit, "A12345678"),
        (.hkMacaoPermit, "H1234567"), (.hkMacaoPermit, "H123456789"), (.hkMacaoPermit, "H00000000"),
        (.hkMacaoPermit, ""),
        (.taiwanPermit, "1234567"), (.taiwanPermit, "123456789"), (.taiwanPermit, "T1234567"),
        (.taiwanPermit, "00123456789"), (.birthCertificate, "5101234567"), (.birthCertificate, "U51012345"),
        (.birthCertificate, "U5101234567"), (.other, ""), (.other, "ABC"), (.other, "-ABCD"), (.other, "AB_CD"),
        (.other, "号码1234"), (.other, String(repeating: "1", count: 33)),
        (.other, String(repeating: "1", count: 100_000)),
    ])
    func `an impossible number is refused`(type: IDType, text: String) throws {
        let refusal = try MadeUp.refusal { _ = try DocumentNumber(type: type, text: text, on: MadeUp.today) }
        #expect(refusal == .documentNumberMalformed)
    }

    @Test(arguments: IDType.allCases)
    func `characters that deceive are refused in every type`(type: IDType) throws {
        let expected: [(Unicode.Scalar, IdentityRefusal)] = [
            ("\u{0}", .nul), ("\u{7}", .controlCharacter), ("\u{2067}", .bidiControl),
            ("\u{2060}", .invisibleCharacter),
            ("９", .fullWidthCharacters), (" ", .space), ("\r", .lineBreak), ("\u{E123}", .privateUseCharacter),
            ("\u{1FFFF}", .noncharacter),
        ]
        for (scalar, refusal) in expected {
            let found = try MadeUp.refusal {
                _ = try DocumentNumber(type: type, text: "E1234\(scalar)5678", on: MadeUp.today)
            }
            #expect(found == refusal)
        }
    }

    @Test func `the same number in two types is two identifiers`() throws {
        let licence = try DocumentNumber(type: .drivingLicence, text: MadeUp.male, on: MadeUp.today)
        let card = try DocumentNumber(type: .residentID, text: MadeUp.male, on: MadeUp.today)
        #expect(licence != card)
        #expect(licence.authority != card.authority)
    }

    @Test(arguments: [
        (IDType.residentID, MadeUp.male, "510***********001X"), (.passport, "E12345678", "E1*****78"),
        (.passport, "E1234", "E***4"),
        (.taiwanPermit, "12345678", "12****78"), (.officerID, "军字第2001988号", "军字*******8号"), (.other, "A123", "A**3"),
    ])
    func `a masked number hides its middle`(type: IDType, text: String, masked: String) throws {
        #expect(try DocumentNumber(type: type, text: text, on: MadeUp.today).masked == masked)
    }

    @Test func `fuzzed numbers of every type never crash, and an accepted one is stable`() {
        var random = SeededGenerator(seed: 101)
        let letters = Array("0123456789012345678901234567890123456789HMEUX-军字第号 ９\u{0}".unicodeScalars)
        var accepted: [IDType: Int] = [:]
        for _ in 0..<100_000 {
            let type = IDType.allCases.randomElement(using: &random) ?? .other
            var text = ["", "H", "U", "E", "军字第", "5101041970010100"].randomElement(using: &random) ?? ""
            for _ in 0..<Int.random(in: 0...12, using: &random) {
                text.unicodeScalars.append(letters.randomElement(using: &random) ?? "0")
            }
            if text.hasPrefix("军") { text += "号" }
            guard let number = try? DocumentNumber(type: type, text: text, on: MadeUp.today) else { continue }
            accepted[type, default: 0] += 1
            let again = try? DocumentNumber(type: type, text: number.text, on: MadeUp.today)
            if number.masked.count != number.text.count || !number.masked.contains("*") || again != number {
                Issue.record("\(text.debugDescription)")
                return
            }
        }
        #expect(accepted.keys.count == IDType.allCases.count, "Every type was accepted at least once.")
    }
}
