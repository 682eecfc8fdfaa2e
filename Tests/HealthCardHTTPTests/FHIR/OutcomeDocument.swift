import HTTPTypes
import Testing

/// What every refusal of the FHIR service looks like.
enum OutcomeDocument {
    static func check(
        _ answer: Answer,
        is code: String,
        at place: String? = nil,
        _ location: SourceLocation = #_sourceLocation
    ) throws {
        #expect(answer.headers[.contentType] == "application/fhir+json", sourceLocation: location)
        #expect(answer.headers[.cacheControl] == "no-store", sourceLocation: location)
        #expect(try answer["resourceType"] == "OperationOutcome", sourceLocation: location)
        let issue = try answer.issue
        #expect(issue.code == code, sourceLocation: location)
        #expect(!issue.type.isEmpty && !issue.diagnostics.isEmpty, sourceLocation: location)
        if let place { #expect(issue.expression == place, sourceLocation: location) }
    }
}
