import FHIR
import HealthCardDomain
import Testing

struct IdentifierSystemTests {
    @Test(arguments: ["H01", "42010", "a|b", "x%41", "a/b:c", "~._-"])
    func `an authority and its system mean one another`(text: String) throws {
        let authority = try #require(AssigningAuthority(text))
        let system = IdentifierSystems.system(of: authority)
        #expect(system.allSatisfy { $0.isASCII && $0 != "|" && $0 != " " })
        #expect(IdentifierSystems.authority(of: system) == authority)
    }

    @Test(arguments: [
        "", "H01", "urn:xinglin:authority:", "urn:xinglin:authority:%4831", "urn:xinglin:authority:a%2",
        "urn:xinglin:index",
        "urn:xinglin:authority:%FF", "urn:xinglin:authority:a b",
    ])
    func `another way to write an authority is no authority`(system: String) {
        #expect(IdentifierSystems.authority(of: system) == nil)
    }

    @Test func `documents are known by published systems and by ours`() {
        #expect(IdentifierSystems.documentType(of: "urn:oid:2.16.156.10011.1.3") == .residentID)
        #expect(IdentifierSystems.documentType(of: "urn:oid:2.16.840.1.113883.2.23.1.19.1") == .residentID)
        #expect(IdentifierSystems.documentType(of: "http://hl7.org/fhir/sid/passport-CHN") == .passport)
        #expect(IdentifierSystems.documentType(of: "urn:xinglin:document:06") == .hkMacaoPermit)
        #expect(IdentifierSystems.documentType(of: "urn:xinglin:document:6") == nil)
        #expect(IdentifierSystems.documentType(of: "urn:oid:2.16.156.10011.1.19") == nil)
    }
}
