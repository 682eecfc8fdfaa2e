import FHIR
import HealthCardDomain
import HealthCardServices

/// A refusal with what a FHIR profile says of its answer.
struct FHIRRefusal: Refusal {
    let code: ProblemCode
    let field: String?
    let status: Int
    let type: IssueType
    let severity: OperationIssue.Severity
    let diagnostics: String?

    init(
        _ refusal: any Refusal,
        field: String? = nil,
        status: Int? = nil,
        type: IssueType? = nil,
        severity: OperationIssue.Severity = .error,
        diagnostics: String? = nil
    ) {
        code = refusal.code
        self.field = field ?? refusal.field
        self.status = status ?? refusal.code.status
        self.type = type ?? IssueType(refusal.code)
        self.severity = severity
        self.diagnostics = diagnostics
    }

    /// Runs an act, and puts what a profile says of its refusals in their place.
    ///
    /// - Parameter replace: the refusal to answer instead; `nil` for the one that is there.
    static func translating<Value>(
        _ act: () async throws -> Value,
        _ replace: (any Refusal) -> FHIRRefusal?
    ) async throws -> Value {
        do {
            return try await act()
        } catch let recorded as RecordedRefusal {
            throw replace(recorded.refusal).map { RecordedRefusal(refusal: $0) } ?? recorded
        } catch let refusal as any Refusal {
            throw replace(refusal) ?? refusal
        }
    }
}
