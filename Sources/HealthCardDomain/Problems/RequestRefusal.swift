/// What is wrong with a request before it means anything.
package enum RequestRefusal: Refusal, Equatable {
    case bodyMalformed
    case bodyTooLarge
    case bodyTooDeep
    case bodyDuplicateKey(String)
    case contentTypeUnsupported
    case fieldMissing(String)
    case fieldMalformed(String)
    case fieldUnknown(String)
    /// What is known elsewhere and not done here, and cannot be left out of account.
    case elementUnsupported(String)
    case formatNotAcceptable
    case routeNotFound
    case methodNotAllowed
    case dialectEnvelopeMalformed(String)
    case dialectContentUnreadable
    case dialectMethodUnknown
    case databaseUnavailable

    package var code: ProblemCode {
        switch self {
        case .bodyMalformed: .bodyMalformed
        case .bodyTooLarge: .bodyTooLarge
        case .bodyTooDeep: .bodyTooDeep
        case .bodyDuplicateKey: .bodyDuplicateKey
        case .contentTypeUnsupported: .contentTypeUnsupported
        case .fieldMissing: .fieldMissing
        case .fieldMalformed: .fieldMalformed
        case .fieldUnknown: .fieldUnknown
        case .elementUnsupported: .elementUnsupported
        case .formatNotAcceptable: .formatNotAcceptable
        case .routeNotFound: .routeNotFound
        case .methodNotAllowed: .methodNotAllowed
        case .dialectEnvelopeMalformed: .dialectEnvelopeMalformed
        case .dialectContentUnreadable: .dialectContentUnreadable
        case .dialectMethodUnknown: .dialectMethodUnknown
        case .databaseUnavailable: .databaseUnavailable
        }
    }

    package var field: String? {
        switch self {
        case .bodyDuplicateKey(let name), .fieldMissing(let name), .fieldMalformed(let name),
            .fieldUnknown(let name), .elementUnsupported(let name), .dialectEnvelopeMalformed(let name):
            name
        case .contentTypeUnsupported: "content-type"
        case .formatNotAcceptable: "accept"
        case .dialectContentUnreadable: "biz_content"
        case .dialectMethodUnknown: "method"
        case .bodyMalformed, .bodyTooLarge, .bodyTooDeep, .routeNotFound, .methodNotAllowed, .databaseUnavailable: nil
        }
    }
}
