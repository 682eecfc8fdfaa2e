import HealthCardServices

/// How a call ended without a value: what its caller is told, and what it says about the device.
struct SDFFailure: Error, Sendable, Equatable {
    enum Weight: Sendable {
        /// The device is in order; the answer was about a key or an argument.
        case none
        /// The device erred. Several in a row and it is left alone.
        case fault
        /// The connection is gone: nothing opened through it is good any more.
        case connection
    }

    static let connection = SDFFailure(error: .unavailable, weight: .connection, code: nil)
    static let wrongAnswer = SDFFailure(.wrongAnswer)

    let error: KeyServiceError
    let weight: Weight
    /// The device's own number, where there was one.
    let code: UInt32?

    private init(error: KeyServiceError, weight: Weight, code: UInt32?) {
        self.error = error
        self.weight = weight
        self.code = code
    }

    init(_ error: KeyServiceError, code: UInt32? = nil) {
        let weight: Weight =
            switch error {
            case .wrongAnswer, .refused, .timedOut, .failed: .fault
            case .unavailable, .notSupported, .keyNotUsable, .notAuthentic, .badArgument: .none
            }
        self.init(error: error, weight: weight, code: code)
    }
}
