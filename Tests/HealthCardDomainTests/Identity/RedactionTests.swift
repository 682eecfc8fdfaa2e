import HealthCardDomain
import Testing

struct RedactionTests {
    private func everyWayOut(_ value: some Any) -> [String] {
        var dumped = ""
        dump(value, to: &dumped)
        return [
            String(describing: value), String(reflecting: value), "\(value)", dumped,
            String(describing: Mirror(reflecting: value).children.map { $0 }),
            String(describing: Optional(value) as Any), String(describing: [value]),
        ]
    }

    private func expectRedacted(_ value: some Any, hiding secret: String) {
        for text in everyWayOut(value) {
            #expect(!text.contains(secret), "\(type(of: value)) shows what it wraps.")
        }
        #expect("\(value)" == "<redacted>")
    }

    @Test func `no personal value prints, dumps, interpolates or mirrors`() throws {
        let document = try DocumentNumber(type: .residentID, text: MadeUp.female, on: MadeUp.today)
        let name = try PersonName("林小满")
        let phone = try PhoneNumber("13800138000")
        let identity = try ResidentIdentity(document: document, name: name, phone: phone, on: MadeUp.today)
        expectRedacted(Sensitive("secret"), hiding: "secret")
        expectRedacted(Sensitive(Sensitive(12_345)), hiding: "12345")
        expectRedacted(document, hiding: MadeUp.female)
        expectRedacted(try #require(document.citizenID), hiding: MadeUp.female)
        expectRedacted(name, hiding: "林小满")
        expectRedacted(phone, hiding: "13800138000")
        for secret in [MadeUp.female, "林小满", "13800138000", "1992"] { expectRedacted(identity, hiding: secret) }
    }

    @Test func `the check itself sees an ordinary value`() {
        #expect(everyWayOut(["secret"]).allSatisfy { $0.contains("secret") })
    }

    @Test func `a wrapped value is equal and hashes as the value does`() {
        #expect(Sensitive("a") == Sensitive("a"))
        #expect(Sensitive("a") != Sensitive("b"))
        #expect(Set([Sensitive("a"), Sensitive("a"), Sensitive("b")]).count == 2)
        #expect(Sensitive("a").exposed == "a")
    }

    @Test func `a wrapped value cannot be encoded`() {
        #expect(!(Sensitive("a") as Any is any Encodable))
        #expect(!(Sensitive("a") as Any is any Decodable))
    }
}
