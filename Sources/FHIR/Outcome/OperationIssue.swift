package import HealthCardDomain
import StrictJSON

/// One issue of an OperationOutcome (FHIR R4). It never holds what a resource said.
package struct OperationIssue: Sendable, Equatable {
    package enum Severity: String, Sendable, CaseIterable {
        case error, warning, information
    }

    package let severity: Severity
    package let type: IssueType
    /// What it is about in our own words, Chinese and English.
    package let problem: ProblemCode
    /// Where, as FHIRPath or as a parameter's name.
    package let expression: String?
    /// A text that a profile asks for; else what to do about it.
    package let diagnostics: String?

    package init(
        _ problem: ProblemCode,
        severity: Severity = .error,
        type: IssueType? = nil,
        expression: String? = nil,
        diagnostics: String? = nil
    ) {
        self.severity = severity
        self.type = type ?? IssueType(problem)
        self.problem = problem
        self.expression = expression
        self.diagnostics = diagnostics
    }

    /// An OperationOutcome of these issues, as bytes.
    package static func outcome(_ issues: [OperationIssue]) -> [UInt8] {
        JSONWriter.object { writeOutcome(issues, &$0) }
    }

    static func writeOutcome(_ issues: [OperationIssue], _ json: inout JSONWriter) {
        json.member("resourceType", "OperationOutcome")
        json.objects("issue", issues) { issue, json in issue.write(&json) }
    }

    private func write(_ json: inout JSONWriter) {
        let text = problem.text
        json.member("severity", severity.rawValue)
        json.member("code", type.rawValue)
        json.concept(
            "details",
            system: "urn:xinglin:problem",
            code: problem.rawValue,
            text: "\(text.titleChinese)。\(text.titleEnglish)."
        )
        json.member("diagnostics", diagnostics ?? "\(text.remedyChinese)。\(text.remedyEnglish).")
        if let expression, !expression.isEmpty { json.member("expression", strings: [expression]) }
    }
}
