import HealthCardDomain
import Testing

struct FifteenDigitTests {
    @Test(arguments: [
        ("110105491231002", "11010519491231002X"),
        ("510104700101001", "51010419700101001X"),
        ("110101920229002", "110101199202290025"),
    ])
    func `a number of 15 digits becomes the 18 characters that replaced it`(short: String, long: String) throws {
        #expect(try CitizenIDNumber.converting15(short, on: MadeUp.today).text == long)
        #expect(try CitizenIDNumber(short, on: MadeUp.today) == CitizenIDNumber(long, on: MadeUp.today))
    }

    @Test func `both lengths of one number are the same document`() throws {
        let short = try DocumentNumber(type: .residentID, text: "110105491231002", on: MadeUp.today)
        let long = try DocumentNumber(type: .residentID, text: "11010519491231002x", on: MadeUp.today)
        #expect(short == long)
        #expect(Set([short, long]).count == 1)
    }

    @Test(arguments: ["996", "997", "998", "999"])
    func `a sequence kept for people born before 1900 is not guessed`(sequence: String) throws {
        let refusal = try MadeUp.refusal {
            _ = try CitizenIDNumber.converting15("110105491231" + sequence, on: MadeUp.today)
        }
        #expect(refusal == .idNumberAmbiguousCentury)
    }

    @Test(arguments: [
        ("110105491231", IdentityRefusal.idNumberBadLength),
        ("11010519491231002X", .idNumberBadLength),
        ("11010549123100X", .idNumberBadCharacter),
        ("110105490231002", .idNumberBadDate),
        ("990105491231002", .idNumberUnknownRegion),
        ("810000491231002", .idNumberUnknownRegion),
        ("11010549123100２", .fullWidthCharacters),
    ])
    func `a wrong number of 15 digits is refused`(text: String, expected: IdentityRefusal) throws {
        let refusal = try MadeUp.refusal { _ = try CitizenIDNumber.converting15(text, on: MadeUp.today) }
        #expect(refusal == expected)
    }
}
