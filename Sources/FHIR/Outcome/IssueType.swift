package import HealthCardDomain

/// What an issue is about (FHIR R4, issue-type), of the codes that are used here.
package enum IssueType: String, Sendable, CaseIterable {
    case structure, required, value, invalid
    case notSupported = "not-supported"
    case notFound = "not-found"
    case codeInvalid = "code-invalid"
    case login, unknown, forbidden, conflict, duplicate, throttled, transient, exception
    case tooLong = "too-long"
    case businessRule = "business-rule"
    case informational

    /// The type that a problem of ours has, by its code or else by its status.
    package init(_ code: ProblemCode) {
        self =
            switch code {
            case .bodyMalformed, .bodyDuplicateKey, .fieldUnknown: .structure
            case .bodyTooLarge, .bodyTooDeep, .headerTooLarge: .tooLong
            case .fieldMissing: .required
            case .fieldMalformed: .value
            case .elementUnsupported, .contentTypeUnsupported, .formatNotAcceptable, .methodNotAllowed: .notSupported
            default: Self.of(status: code.status)
            }
    }

    private static func of(status: Int) -> IssueType {
        switch status {
        case 401: .login
        case 403: .forbidden
        case 404, 410: .notFound
        case 409, 412: .conflict
        case 422: .businessRule
        case 429: .throttled
        case 503: .transient
        case 500...: .exception
        default: .invalid
        }
    }
}
