/// Why a request was not let in. Nothing of it was carried out.
package enum AdmissionRefusal: Refusal, Equatable {
    /// The platform has more to do than it can answer in time.
    case systemBusy
    /// The caller sends more than its own quota.
    case quotaExceeded
    /// The node was asked to stop: what its readiness probe says, while it still serves what comes.
    case nodeStopping

    package var code: ProblemCode {
        switch self {
        case .systemBusy: .systemBusy
        case .quotaExceeded: .quotaExceeded
        case .nodeStopping: .nodeStopping
        }
    }

    package var field: String? { nil }
}
