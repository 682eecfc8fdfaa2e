/// Why an applicant's real-person check did not lead to a card.
package enum ProofingRefusal: Refusal, Equatable {
    case consentMissing
    case failed
    case unavailable
    case messageUnavailable

    package var code: ProblemCode {
        switch self {
        case .consentMissing: .consentMissing
        case .failed: .realPersonCheckFailed
        case .unavailable: .realPersonCheckUnavailable
        case .messageUnavailable: .messageUnavailable
        }
    }

    package var field: String? {
        switch self {
        case .consentMissing: "consent"
        case .failed, .unavailable: nil
        case .messageUnavailable: "phone"
        }
    }
}
