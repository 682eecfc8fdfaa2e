package import HealthCardDomain
import StrictJSON

/// One issue of an OperationOutcome (FHIR R4). It never holds what a resource said.
package struct OperationIssue: Sendable, Equatable {
    package enum Severity: String, Sendable, CaseIterable {
        case error, warning, information
    }

    private let severity: Severity
    private let type: IssueType
    /// What it is about, by a code of ours and in Chinese and English.
    private let code: String
    private let text: String
    /// Where, as FHIRPath or as a parameter's name.
    private let expression: String?
    /// A text that a profile asks for, or what to do about it.
    private let diagnostics: String?

    /// An issue that is a problem of ours.
    ///
    /// - Parameters:
    ///   - type: where a profile asks for another than the problem's own.
    ///   - diagnostics: where a profile asks for another text than the remedy.
    package init(
        _ problem: ProblemCode,
        severity: Severity = .error,
        type: IssueType? = nil,
        expression: String? = nil,
        diagnostics: String? = nil
    ) {
        let words = problem.text
        self.severity = severity
        self.type = type ?? IssueType(problem)
        code = problem.rawValue
        text = "\(words.titleChinese)。\(words.titleEnglish)."
        self.expression = expression
        self.diagnostics = diagnostics ?? "\(words.remedyChinese)。\(words.remedyEnglish)."
    }

    /// What is worth knowing where nothing is wrong.
    package init(note code: String, _ chinese: String, _ english: String, expression: String? = nil) {
        severity = .information
        type = .informational
        self.code = code
        text = "\(chinese)。\(english)."
        self.expression = expression
        diagnostics = nil
    }

    /// A search parameter that is not known and was left out.
    ///
    /// - Parameter name: as far as it may be repeated.
    package static func ignored(_ name: String) -> OperationIssue {
        OperationIssue(note: "parameter_ignored", "未使用该查询参数", "The parameter was not used", expression: name)
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
        json.member("severity", severity.rawValue)
        json.member("code", type.rawValue)
        json.concept("details", system: "urn:xinglin:problem", code: code, text: text)
        json.text("diagnostics", diagnostics ?? "")
        if let expression, !expression.isEmpty { json.member("expression", strings: [expression]) }
    }
}
