import FHIR
import HealthCardDomain
import Testing

struct SearchTests {
    private static func read(_ query: String) throws -> SearchRequest {
        try SearchReader.read(QueryText.parameters(query))
    }

    @Test func `every parameter of the profile is read`() throws {
        let request = try Self.read(
            "family=%E6%9D%8E&given=%E5%B0%8F&given:exact=%E9%9B%A8&identifier=urn:xinglin:authority:H01%7CP1"
                + "&identifier=urn:oid:1%7C,urn:oid:2%7C&telecom=phone%7C138+0000&birthdate=eq1990-03&gender=female"
                + "&address=%E5%8C%97%E4%BA%AC&active=true&_count=5&_page=abc&_id=7&_format=json&mothersMaidenName=x"
        )
        #expect(request.wholeName == "李小雨" && request.family == "李" && request.given == ["小", "雨"])
        #expect(request.identifiers == [BusinessIdentifier(system: "urn:xinglin:authority:H01", value: "P1")])
        #expect(request.systems == ["urn:oid:1", "urn:oid:2"])
        #expect(request.phone == "138 0000" && request.birthDate == "1990-03" && request.gender == .female)
        #expect(request.address == ["北京"] && request.isActive == true && request.count == 5)
        #expect(request.pointer == "abc" && request.id == "7" && request.ignored == ["mothersMaidenName"])
        #expect(request.understood.first == "family=%E6%9D%8E" && request.understood.count == 14)
        #expect("\(request)" == "<redacted>")
    }

    @Test(arguments: [
        ("birthdate=ge1990", RequestRefusal.elementUnsupported("birthdate")),
        ("birthdate=1990-13", .fieldMalformed("birthdate")),
        ("gender=male,female", .elementUnsupported("gender")),
        ("gender=m", .fieldMalformed("gender")),
        ("family:contains=a", .elementUnsupported("family:contains")),
        ("gender:exact=male", .elementUnsupported("gender:exact")),
        ("family=a&family=b", .fieldMalformed("family")),
        ("identifier=a%7C1,b%7C2", .elementUnsupported("identifier")),
        ("identifier=a%7Cb%7Cc", .fieldMalformed("identifier")),
        ("identifier=%7C", .fieldMalformed("identifier")),
        ("_count=0", .fieldMalformed("_count")), ("_count=-1", .fieldMalformed("_count")),
        ("_count=99999999999999999999", .fieldMalformed("_count")),
        ("family=%00", .fieldMalformed("family")), ("family=%E6%9D", .fieldMalformed("family")),
        ("family=%4", .fieldMalformed("family")), ("%FF=1", .bodyMalformed), ("=1", .bodyMalformed),
        ("telecom=email%7Ca", .elementUnsupported("telecom")),
    ])
    func `what is asked badly is refused with the parameter's name`(query: String, refusal: RequestRefusal) {
        #expect(throws: refusal) { try Self.read(query) }
    }

    @Test func `a query has an end`() {
        let query = Array(repeating: "given=a", count: QueryText.parameterLimit + 1).joined(separator: "&")
        #expect(throws: RequestRefusal.bodyMalformed) { try Self.read(query) }
    }

    @Test func `a parameter without a value asks nothing`() throws {
        #expect(try Self.read("family=&&given&gender=+") == SearchRequest())
    }

    @Test(arguments: [
        ("a|b", "a", "b"), ("a\\|b", nil, "a|b"), ("|b", "", "b"), ("a|", "a", ""), ("\\\\|\\,", "\\", ","),
        ("b\\", nil, "b\\"),
    ])
    func `a token is cut at the bar that is not escaped`(text: String, system: String?, value: String) throws {
        let token = try #require(Token(text))
        #expect(token.system == system && token.value == value)
    }

    @Test func `what was understood reads back the same`() throws {
        let query = "family=a%2Bb&given=%E5%B0%8F%26&birthdate=1990&gender=male&identifier=urn:a%7C1%5C%2C2"
        let request = try Self.read(query)
        #expect(try Self.read(request.understood.joined(separator: "&")) == request)
        #expect(request.identifiers.first?.value == "1,2")
    }
}
