import Foundation
import HealthCardDomain
import Testing

struct IdentityRefusalTests {
    @Test func `every code is unique and written in snake case`() {
        let codes = IdentityRefusal.allCases.map(\.rawValue)
        #expect(Set(codes).count == codes.count)
        for code in codes {
            #expect(code.wholeMatch(of: /[a-z]+(_[a-z]+)+/) != nil, "\(code)")
        }
    }

    @Test func `every refusal is produced by some input`() throws {
        let now = Date(timeIntervalSince1970: 1_772_000_000)
        let today = MadeUp.today
        func number(_ text: String) -> () throws -> Void { { _ = try CitizenIDNumber(text, on: today) } }
        func name(_ text: String) -> () throws -> Void { { _ = try PersonName(text) } }
        func proofing(_ verifier: String, _ age: Double) -> () throws -> Void {
            { _ = try Proofing(method: .face, verifier: verifier, verifiedAt: now.addingTimeInterval(-age), now: now) }
        }
        func identity(
            _ type: IDType,
            _ text: String,
            _ gender: Gender? = nil,
            born: String? = nil,
            nation: String? = nil,
            address: String? = nil
        ) -> () throws -> Void {
            {
                _ = try ResidentIdentity(
                    document: DocumentNumber(type: type, text: text, on: today),
                    name: PersonName("林小满"),
                    gender: gender,
                    birthDate: born.map { try CivilDate(birthDateText: $0) },
                    nation: nation,
                    address: address.map(Sensitive.init),
                    on: today
                )
            }
        }
        let acts: [() throws -> Void] = [
            name("张\u{0}"), name("张\u{1}"), name("张\n"), name("张\u{202A}"), name("张\u{200C}"), name("张\u{E000}"),
            name("张\u{FFFE}"), name("Ａ"), number("1 1"),
            number("1"), number("Y1010519491231002X"), number("00010519491231002X"), number("11010519491331002X"),
            number("11010517491231002X"), number("11010520991231002X"), number("110105194912310020"),
            number("110105491231999"),
            { _ = try IDType(code: "1") }, identity(.passport, "E"),
            name(""), name(String(repeating: "张", count: 51)), name("1"), name(" 张"), name("·张"),
            { _ = try PhoneNumber("1") },
            { _ = try Proofing(method: nil, verifier: nil, verifiedAt: nil, now: now) },
            { _ = try Proofing(method: "?", verifier: "v", verifiedAt: now, now: now) },
            proofing("", 0), proofing("v", -301), proofing("v", 86_401),
            { _ = try Gender(code: "3") }, identity(.residentID, MadeUp.male, .female),
            identity(.passport, "E12345678", born: "1990-13-01"), identity(.passport, "E12345678", born: "18000101"),
            identity(.passport, "E12345678", born: "2026-03-02"),
            identity(.residentID, MadeUp.male, born: "1970-01-02"),
            identity(.residentID, MadeUp.male, nation: "77"), identity(.residentID, MadeUp.male, address: ""),
            identity(.residentID, MadeUp.male, address: String(repeating: "路", count: 201)),
        ]
        var produced: Set<IdentityRefusal> = []
        for act in acts { produced.insert(try MadeUp.refusal(of: act)) }
        #expect(Set(IdentityRefusal.allCases).subtracting(produced).isEmpty)
    }

    @Test func `a refusal holds nothing of what was refused`() throws {
        let refusal = try MadeUp.refusal { _ = try CitizenIDNumber("110105194912310020", on: MadeUp.today) }
        #expect(Mirror(reflecting: refusal).children.isEmpty)
        #expect(!String(reflecting: refusal).contains("1949"))
    }
}
