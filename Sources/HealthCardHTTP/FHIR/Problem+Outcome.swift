import FHIR
import HTTPTypes
import HealthCardDomain

extension Problem {
    /// Whether what is asked at an address is answered in FHIR.
    static func isFHIR(path: String) -> Bool { path == "/fhir" || path.hasPrefix("/fhir/") }

    /// The problem as an OperationOutcome (FHIR R4).
    var outcome: JSONAnswer {
        let issue = OperationIssue(
            code,
            severity: profile?.severity ?? .error,
            type: profile?.type,
            expression: field,
            diagnostics: profile?.diagnostics ?? expectedSignatureBase.map { "expected: \($0)" }
        )
        return JSONAnswer(
            status: .init(code: profile?.status ?? code.status),
            contentType: FHIRFormat.contentType,
            body: OperationIssue.outcome([issue]),
            retryAfter: retryAfter,
            allow: allow
        )
    }
}
