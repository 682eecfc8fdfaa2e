import HealthCardDomain
import HealthCardServices
import Testing

/// Runs an act that must be refused, and says how; a refusal that is not in the audit log yet fails the test.
func recordedRefusal(
    at location: SourceLocation = #_sourceLocation,
    of body: () async throws -> Void
) async throws -> ProblemCode? {
    do {
        try await body()
    } catch let recorded as RecordedRefusal {
        return recorded.refusal.code
    }
    Issue.record("Nothing was refused.", sourceLocation: location)
    return nil
}
