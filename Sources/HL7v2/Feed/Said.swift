/// What a message says about one thing. Nothing said leaves what is on file (HL7 v2.5, 2.5.3).
package enum Said<Value: Sendable & Equatable>: Sendable, Equatable {
    /// The field is empty.
    case nothing
    /// The field is the HL7 null: what is on file is to go.
    case withdrawn
    case value(Value)

    /// What is on file after the message.
    package func over(_ earlier: Value?) -> Value? {
        switch self {
        case .nothing: earlier
        case .withdrawn: nil
        case .value(let value): value
        }
    }
}
