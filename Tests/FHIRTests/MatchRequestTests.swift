import FHIR
import HealthCardDomain
import StrictJSON
import Testing

struct MatchRequestTests {
    private static func read(_ text: String) throws -> MatchRequest {
        try MatchRequest(JSONReader.read(Array(text.utf8)))
    }

    @Test func `parameters and the patient alone are read`() throws {
        let request = try MatchRequest(Golden.value("match.in.json"))
        #expect(request.onlyCertain && request.count == 3)
        #expect(request.statement.name == .value("李小雨") && request.statement.birthDate == .value("1990-03"))
        let alone = try MatchRequest(Golden.value("register.in.json"))
        #expect(!alone.onlyCertain && alone.count == nil && alone.statement.gender == .value(.female))
    }

    @Test(arguments: [
        (
            "{\"resourceType\": \"Parameters\"}",
            RequestRefusal.fieldMissing("Parameters.parameter.where(name='resource')")
        ),
        (
            "{\"resourceType\": \"Parameters\", \"parameter\": [{\"name\": \"count\", \"valueInteger\": 0}]}",
            .fieldMalformed("Parameters.parameter[0].valueInteger")
        ),
        (
            "{\"resourceType\": \"Parameters\", \"parameter\": [{\"name\": \"count\", \"valueString\": \"1\"}]}",
            .fieldUnknown("Parameters.parameter[0].valueString")
        ),
        (
            "{\"resourceType\": \"Parameters\", \"parameter\": [{\"name\": \"onlySure\", \"valueBoolean\": true}]}",
            .fieldMalformed("Parameters.parameter[0].name")
        ),
        (
            "{\"resourceType\": \"Parameters\", \"parameter\": [{\"name\": \"resource\", \"resource\": {\"resourceType\": \"Person\"}}]}",
            .fieldMalformed("Parameters.parameter[0].resource.resourceType")
        ),
        (
            "{\"resourceType\": \"Parameters\", \"parameter\": [{\"name\": \"resource\", \"resource\": {\"resourceType\": \"Patient\", \"gender\": \"x\"}}]}",
            .fieldMalformed("Parameters.parameter[0].resource.gender")
        ),
    ])
    func `what is no request is refused with its place`(text: String, refusal: RequestRefusal) {
        #expect(throws: refusal) { try Self.read(text) }
    }
}
