import HealthCardDomain
import Testing

struct ResidentIdentityTests {
    private func identity(
        type: IDType = .residentID,
        number: String = MadeUp.female,
        gender: Gender? = nil,
        birthDate: CivilDate? = nil,
        nation: String? = nil,
        address: String? = nil
    ) throws -> ResidentIdentity {
        try ResidentIdentity(
            document: DocumentNumber(type: type, text: number, on: MadeUp.today),
            name: PersonName("林小满"),
            gender: gender,
            birthDate: birthDate,
            phone: PhoneNumber("13800138000"),
            nation: nation,
            address: address.map(Sensitive.init),
            on: MadeUp.today
        )
    }

    @Test func `sex and birth date come from the ID number`() throws {
        let identity = try identity()
        #expect(identity.gender == .female)
        #expect(identity.birthDate == MadeUp.day(1992, 2, 29))
    }

    @Test(arguments: [Gender.unknown, .unstated, .female])
    func `a statement that agrees or states nothing changes nothing`(gender: Gender) throws {
        #expect(try identity(gender: gender, birthDate: MadeUp.day(1992, 2, 29)).gender == .female)
    }

    @Test func `a statement against the ID number is refused`() throws {
        #expect(try MadeUp.refusal { _ = try identity(gender: .male) } == .genderMismatch)
        #expect(try MadeUp.refusal { _ = try identity(birthDate: MadeUp.day(1992, 2, 28)) } == .birthDateMismatch)
    }

    @Test func `with another document sex and birth date are as stated`() throws {
        let stated = try identity(type: .passport, number: "E12345678", gender: .male, birthDate: MadeUp.today)
        #expect(stated.gender == .male)
        #expect(stated.birthDate == MadeUp.today)
        let silent = try identity(type: .passport, number: "E12345678")
        #expect(silent.gender == .unstated)
        #expect(silent.birthDate == nil)
    }

    @Test func `an impossible birth date is refused with another document`() throws {
        let tomorrow = MadeUp.today.adding(days: 1)
        let future = try MadeUp.refusal { _ = try identity(type: .passport, number: "E12345678", birthDate: tomorrow) }
        #expect(future == .birthDateInFuture)
        let ancient = MadeUp.day(1849, 12, 31)
        let early = try MadeUp.refusal { _ = try identity(type: .passport, number: "E12345678", birthDate: ancient) }
        #expect(early == .birthDateTooEarly)
    }

    @Test(arguments: ["00", "57", "1", "汉", "０1", "96", ""])
    func `an unknown ethnic group is refused`(nation: String) throws {
        #expect(try MadeUp.refusal { _ = try identity(nation: nation) } == .nationUnknown)
    }

    @Test func `a known ethnic group is kept`() throws {
        #expect(try identity(nation: "56").nation == "56")
    }

    @Test(arguments: [
        ("", IdentityRefusal.addressEmpty), (" \u{3000} ", .addressEmpty),
        (String(repeating: "路", count: 201), .addressTooLong),
        (String(repeating: "路", count: 100_000), .addressTooLong), ("杏林路\n1号", .lineBreak), ("杏林路\u{0}", .nul),
        ("\u{202E}杏林路", .bidiControl), ("杏林路\u{1}", .controlCharacter), ("杏林路\u{FEFF}", .invisibleCharacter),
    ])
    func `an address that cannot be printed on one line is refused`(address: String, expected: IdentityRefusal) throws {
        #expect(try MadeUp.refusal { _ = try identity(address: address) } == expected)
    }

    @Test func `an address may have 200 characters, full-width digits and spaces`() throws {
        let text = "杏林市 杏林路１号（东）" + String(repeating: "路", count: 188)
        #expect(text.unicodeScalars.count == 200)
        #expect(try identity(address: text).address?.exposed == text)
    }
}
