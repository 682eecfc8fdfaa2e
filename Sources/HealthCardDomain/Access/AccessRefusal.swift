/// What access control refuses.
package enum AccessRefusal: Refusal, Equatable {
    case signatureMissing
    case signatureMalformed(field: String)
    case signatureComponentMissing(component: String)
    case algorithmUnknown
    case callerUnknown
    case callerNotAuthorised(is: AccessStatus)
    case signatureWrong
    case digestMissing
    case digestWrong
    case timestampOutsideWindow
    case nonceReplayed
    /// The role may not do this at all, or the app was not authorised for it.
    case operationNotAllowed(AccessOperation)
    case notSignedIn
    case terminalUnknown
    case terminalNotAuthorised(is: AccessStatus)
    /// The terminal belongs to an institution that the caller does not speak for.
    case terminalOfOthers
    case institutionNotAuthorised(is: AccessStatus)
    case departmentUnknown
    case stepUnknown
    case labelMalformed(field: String)
    case idempotencyKeyMissing
    case idempotencyKeyMalformed
    /// The key was used before, for another request.
    case idempotencyKeyReused
    case oneTimeCodeWrong
    case oneTimeCodeExpired
    case oneTimeCodeLocked
    case oneTimeCodeTooSoon
    case signInLinkUsed
    case formExpired
    case sandboxOnly

    package var code: ProblemCode {
        switch self {
        case .signatureMissing: .signatureMissing
        case .signatureMalformed: .signatureMalformed
        case .signatureComponentMissing: .signatureComponentMissing
        case .algorithmUnknown: .signatureAlgorithmUnknown
        case .callerUnknown: .callerUnknown
        case .callerNotAuthorised: .callerNotAuthorised
        case .signatureWrong: .signatureWrong
        case .digestMissing: .digestMissing
        case .digestWrong: .digestWrong
        case .timestampOutsideWindow: .timestampOutsideWindow
        case .nonceReplayed: .nonceReplayed
        case .operationNotAllowed: .operationNotAllowed
        case .notSignedIn: .notSignedIn
        case .terminalUnknown: .terminalUnknown
        case .terminalNotAuthorised: .terminalNotAuthorised
        case .terminalOfOthers: .terminalOfOthers
        case .institutionNotAuthorised: .institutionNotAuthorised
        case .departmentUnknown: .departmentUnknown
        case .stepUnknown: .stepUnknown
        case .labelMalformed: .labelMalformed
        case .idempotencyKeyMissing: .idempotencyKeyMissing
        case .idempotencyKeyMalformed: .idempotencyKeyMalformed
        case .idempotencyKeyReused: .idempotencyKeyReused
        case .oneTimeCodeWrong: .oneTimeCodeWrong
        case .oneTimeCodeExpired: .oneTimeCodeExpired
        case .oneTimeCodeLocked: .oneTimeCodeLocked
        case .oneTimeCodeTooSoon: .oneTimeCodeTooSoon
        case .signInLinkUsed: .signInLinkUsed
        case .formExpired: .formExpired
        case .sandboxOnly: .sandboxOnly
        }
    }

    package var field: String? {
        switch self {
        case .signatureMissing: "signature"
        case .signatureMalformed(let field), .labelMalformed(let field): field
        case .signatureComponentMissing, .algorithmUnknown: "signature-input"
        case .callerUnknown, .callerNotAuthorised: "keyid"
        case .signatureWrong: "signature"
        case .digestMissing, .digestWrong: "content-digest"
        case .timestampOutsideWindow: "created"
        case .nonceReplayed: "nonce"
        case .operationNotAllowed, .notSignedIn, .formExpired, .sandboxOnly, .signInLinkUsed,
            .institutionNotAuthorised:
            nil
        case .terminalUnknown, .terminalNotAuthorised, .terminalOfOthers: "terminal_code"
        case .departmentUnknown: "department"
        case .stepUnknown: "step"
        case .idempotencyKeyMissing, .idempotencyKeyMalformed, .idempotencyKeyReused: "idempotency-key"
        case .oneTimeCodeWrong, .oneTimeCodeExpired, .oneTimeCodeLocked: "one_time_code"
        case .oneTimeCodeTooSoon: "phone"
        }
    }
}
