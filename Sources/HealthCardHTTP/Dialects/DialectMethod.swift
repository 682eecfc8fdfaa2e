package import HealthCardDomain

/// The methods of the national-draft dialect, spelled as in the field.
package enum DialectMethod: String, Sendable, CaseIterable {
    case register = "ehc.ehealthcard.register"
    case modify = "ehc.ehealthcard.modify"
    case close = "ehc.ehealthcard.close"
    case generate = "ehc.ehealthcode.generate"
    case query = "ehc.ehealthcode.query"
    case verify = "ehc.ehealthcode.verify"
    case useCardData = "ehc.ehealthcode.usecarddate"

    /// The operation of the access table that the method is.
    package var operation: AccessOperation {
        switch self {
        case .register: .cardRegister
        case .modify: .personUpdate
        case .close: .cardCancel
        case .generate: .codeGenerate
        case .query: .personQuery
        case .verify: .codeScan
        case .useCardData: .usesUpload
        }
    }
}
