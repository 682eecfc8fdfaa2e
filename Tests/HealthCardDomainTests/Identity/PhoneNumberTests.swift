import HealthCardDomain
import Testing

struct PhoneNumberTests {
    @Test(arguments: [
        ("13800138000", PhoneNumber.Kind.mobile, "138****8000"),
        ("19912345678", .mobile, "199****5678"),
        ("+8613800138000", .mobile, "+86*******8000"),
        ("028-86000001", .landline, "028*****0001"),
        ("02886000001", .landline, "028****0001"),
        ("010-12345678", .international, ""),
        ("0816-2200001-801", .landline, "081*********-801"),
        ("+862886000001", .landline, "+86******0001"),
        ("+85261234567", .international, "+85*****4567"),
        ("+4930123456", .international, "+49****3456"),
        ("+1234567", .international, "+1****67"),
    ])
    func `a number is told apart by its form and masked in the middle`(
        text: String,
        kind: PhoneNumber.Kind,
        masked: String
    ) throws {
        // Subscriber numbers do not start with 1.
        if text == "010-12345678" {
            #expect(throws: IdentityRefusal.phoneMalformed) { try PhoneNumber(text) }
            return
        }
        let number = try PhoneNumber(text)
        #expect(number.text == text)
        #expect(number.kind == kind)
        #expect(number.masked == masked)
    }

    @Test func `the eleven digits of a mobile are found behind the country code`() throws {
        #expect(try PhoneNumber("+8613800138000").mobileDigits == "13800138000")
        #expect(try PhoneNumber("13800138000").mobileDigits == "13800138000")
        #expect(try PhoneNumber("028-86000001").mobileDigits == nil)
    }

    @Test(arguments: [
        "", "1", "12800138000", "1380013800", "138001380000", "138-0013-8000", "8613800138000", "+", "+0123456789",
        "+12345678901234567", "+8612345", "0", "0000000000", "028-1600000", "028--8600000", "028-8600000-",
        "028-8600000-1234567",
        "86000001", "abc", "1380013800a", String(repeating: "1", count: 100_000),
    ])
    func `what is no number is refused`(text: String) throws {
        let refusal = try MadeUp.refusal { _ = try PhoneNumber(text) }
        #expect(refusal == .phoneMalformed)
    }

    @Test(arguments: [
        ("138 0013 8000", IdentityRefusal.space), ("１３８00138000", .fullWidthCharacters), ("13800138000\n", .lineBreak),
        ("13800138000\u{0}", .nul), ("\u{202D}13800138000", .bidiControl), ("1380013\u{200B}8000", .invisibleCharacter),
    ])
    func `a character that deceives is refused by its own name`(text: String, expected: IdentityRefusal) throws {
        let refusal = try MadeUp.refusal { _ = try PhoneNumber(text) }
        #expect(refusal == expected)
    }
}
