import HealthCardDomain
import Testing

struct CitizenIDNumberTests {
    private func refusal(_ text: String) throws -> IdentityRefusal {
        try MadeUp.refusal { _ = try CitizenIDNumber(text, on: MadeUp.today) }
    }

    @Test func `the two examples of the standard are read`() throws {
        let woman = try CitizenIDNumber("11010519491231002X", on: MadeUp.today)
        #expect(woman.birthDate == MadeUp.day(1949, 12, 31))
        #expect(woman.gender == .female)
        #expect(woman.regionCode == "110105")
        #expect(woman.kind == .citizen)
        let man = try CitizenIDNumber("440524188001010014", on: MadeUp.today)
        #expect(man.birthDate == MadeUp.day(1880, 1, 1))
        #expect(man.gender == .male)
    }

    @Test func `a small x is stored as a capital`() throws {
        #expect(try CitizenIDNumber("11010519491231002x", on: MadeUp.today).text == "11010519491231002X")
    }

    @Test(arguments: ["810000199408230021", "830000199201300022"])
    func `residence permits of Hong Kong and Taiwan residents are read`(text: String) throws {
        #expect(try CitizenIDNumber(text, on: MadeUp.today).kind == .hongKongMacaoTaiwanResident)
    }

    @Test func `a permanent residence card of a foreigner is read`() throws {
        let number = try CitizenIDNumber("911124198108030024", on: MadeUp.today)
        #expect(number.kind == .foreignPermanentResident)
        #expect(number.birthDate == MadeUp.day(1981, 8, 3))
    }

    @Test(arguments: [
        "000000", "100101", "161234", "200000", "400000", "550000", "660000", "700000", "800000", "840000",
    ])
    func `a region outside the provinces is refused`(region: String) throws {
        #expect(try refusal(completed(region + "19900101001")) == .idNumberUnknownRegion)
    }

    @Test(arguments: ["810001", "820100", "839999", "916", "900", "999"])
    func `a permit with another region than its own is refused`(start: String) throws {
        let region = start + String(repeating: "1", count: 6 - start.count)
        let digits = (start == "916" ? "916156" : region) + "19900101001"
        #expect(try refusal(completed(digits)) == .idNumberUnknownRegion)
    }

    @Test(arguments: ["20010229", "19000229", "19901301", "19900001", "19900100", "19900431"])
    func `a date that the calendar does not have is refused`(date: String) throws {
        #expect(try refusal(completed("510104" + date + "001")) == .idNumberBadDate)
    }

    @Test func `a birth today is read and a birth tomorrow is refused`() throws {
        #expect(try CitizenIDNumber(completed("51010420260301001"), on: MadeUp.today).birthDate == MadeUp.today)
        #expect(try refusal(completed("51010420260302001")) == .idNumberFutureDate)
    }

    @Test func `the first day of 1850 is read and the day before is refused`() throws {
        #expect(try CitizenIDNumber(completed("51010418500101001"), on: MadeUp.today).birthDate.year == 1850)
        #expect(try refusal(completed("51010418491231001")) == .idNumberDateTooEarly)
    }

    @Test func `every wrong check character and every single wrong digit is refused`() throws {
        let right = Array("11010519491231002X")
        for position in right.indices {
            for replacement in "0123456789X" where replacement != right[position] {
                var wrong = right
                wrong[position] = replacement
                #expect(throws: IdentityRefusal.self) { try CitizenIDNumber(String(wrong), on: MadeUp.today) }
            }
        }
        #expect(try refusal("110105194912310021") == .idNumberCheckDigit)
    }

    @Test func `every swap of two different neighbouring digits is refused`() {
        let right = Array("510104197001230012")
        for position in 0..<16 where right[position] != right[position + 1] {
            var wrong = right
            wrong.swapAt(position, position + 1)
            #expect(throws: IdentityRefusal.self) { try CitizenIDNumber(String(wrong), on: MadeUp.today) }
        }
    }

    @Test(arguments: ["", "1", "11010519491231002", "11010519491231002XX", String(repeating: "1", count: 100_000)])
    func `a number of another length is refused`(text: String) throws {
        #expect(try refusal(text) == .idNumberBadLength)
    }

    @Test(arguments: ["X1010519491231002X", "11010519491231002Y", "1101051949123100-X", "11010519491231002\u{0665}"])
    func `a character that is no digit is refused`(text: String) throws {
        #expect(try refusal(text) == .idNumberBadCharacter)
    }

    @Test(arguments: [
        ("１１０１０５１９４９１２３１００２Ｘ", IdentityRefusal.fullWidthCharacters),
        ("1101051949123100２X", .fullWidthCharacters),
        ("11010519491231002Ｘ", .fullWidthCharacters),
        ("\u{3000}11010519491231002X", .fullWidthCharacters),
        (" 11010519491231002X", .space),
        ("110105 19491231 002X", .space),
        ("11010519491231002X\u{00A0}", .space),
        ("11010519491231002X\u{0}", .nul),
        ("11010519491231002X\n", .lineBreak),
        ("11010519491231002X\u{2028}", .lineBreak),
        ("11010519491231002\u{1B}", .controlCharacter),
        ("11010519491231002\u{9C}", .controlCharacter),
        ("\u{202E}11010519491231002X", .bidiControl),
        ("11010519491231002X\u{2069}", .bidiControl),
        ("11010519491231\u{200B}002X", .invisibleCharacter),
        ("\u{FEFF}11010519491231002X", .invisibleCharacter),
        ("11010519491231002\u{E000}", .privateUseCharacter),
        ("11010519491231002\u{FFFF}", .noncharacter),
    ])
    func `a character that deceives is refused by its own name and never repaired`(
        text: String,
        expected: IdentityRefusal
    ) throws {
        #expect(try refusal(text) == expected)
    }

    @Test func `no check character is computed for anything but 17 digits`() {
        #expect(CitizenIDNumber.checkCharacter(of17Digits: "11010519491231002") == "X")
        #expect(CitizenIDNumber.checkCharacter(of17Digits: "1101051949123100") == nil)
        #expect(CitizenIDNumber.checkCharacter(of17Digits: "1101051949123100２") == nil)
        #expect(CitizenIDNumber.checkCharacter(of17Digits: "1101051949123100X") == nil)
    }

    private func completed(_ digits: String) -> String {
        digits + (CitizenIDNumber.checkCharacter(of17Digits: digits).map(String.init) ?? "?")
    }
}
