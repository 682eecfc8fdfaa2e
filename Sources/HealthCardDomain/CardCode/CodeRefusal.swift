/// Why a card code was not answered. Every way of failing has a code of its own, so that the desk knows what to do.
package enum CodeRefusal: Refusal, Equatable {
    case malformed
    case unknownType
    /// A token of a layout this platform does not know.
    case unknownVersion
    /// The token was not made by this platform for this card.
    case notGenuine
    /// A genuine token, presented under another app's record number.
    case wrongApp
    case expired
    /// A token of a time step that has not begun here.
    case notYetValid
    /// A genuine token that was accepted before.
    case replayed

    package var code: ProblemCode {
        switch self {
        case .malformed: .codeMalformed
        case .unknownType: .codeTypeUnknown
        case .unknownVersion: .codeVersionUnknown
        case .notGenuine: .codeNotGenuine
        case .wrongApp: .codeWrongApp
        case .expired: .codeExpired
        case .notYetValid: .codeNotYetValid
        case .replayed: .codeReplayed
        }
    }

    package var field: String? { "code" }
}
