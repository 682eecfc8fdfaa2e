/// What is wrong with a message, by its code in table 0357 (HL7 v2.5, 2.15.5.3).
package enum ConditionCode: Int, Sendable, CaseIterable {
    case segmentSequence = 100
    case requiredField = 101
    case dataType = 102
    case tableValue = 103
    case messageType = 200
    case eventCode = 201
    case processingID = 202
    case version = 203
    case unknownKey = 204
    case duplicateKey = 205
    case recordLocked = 206
    case internalError = 207

    /// The description in table 0357.
    package var text: String {
        switch self {
        case .segmentSequence: "Segment sequence error"
        case .requiredField: "Required field missing"
        case .dataType: "Data type error"
        case .tableValue: "Table value not found"
        case .messageType: "Unsupported message type"
        case .eventCode: "Unsupported event code"
        case .processingID: "Unsupported processing id"
        case .version: "Unsupported version id"
        case .unknownKey: "Unknown key identifier"
        case .duplicateKey: "Duplicate key identifier"
        case .recordLocked: "Application record locked"
        case .internalError: "Application internal error"
        }
    }

    /// Whether the message is rejected (`AR`): what MSH asks for is not done here, or nothing is wrong with the message
    /// and it may be sent again. All else is an error in what it says (`AE`). HL7 v2.5, 2.9.2.2.
    package var isRejection: Bool {
        switch self {
        case .messageType, .eventCode, .processingID, .version, .recordLocked, .internalError: true
        case .segmentSequence, .requiredField, .dataType, .tableValue, .unknownKey, .duplicateKey: false
        }
    }
}
