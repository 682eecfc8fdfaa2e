import HealthCardDomain
import Matching

/// What an institution says about one of its patients now. What it does not mention stays as it said before. It prints as
/// `<redacted>`.
package struct SourceStatement: Sendable, Equatable, Redacting {
    /// What is said in one field.
    package enum Field: Sendable, Equatable {
        case notMentioned
        /// There is nothing: what was said before goes.
        case nothing
        case said(String)

        func over(_ earlier: String) -> String {
            switch self {
            case .notMentioned: earlier
            case .nothing: ""
            case .said(let text): text
            }
        }
    }

    package var name = Field.notMentioned
    /// GB/T 2261.1 code or a word.
    package var sex = Field.notMentioned
    package var birthDate = Field.notMentioned
    /// WS/T CV02.01.101 code. Type and number are said together.
    package var idType = Field.notMentioned
    package var idNumber = Field.notMentioned
    package var secondIDType = Field.notMentioned
    package var secondIDNumber = Field.notMentioned
    package var phone = Field.notMentioned
    package var address = Field.notMentioned
    /// GB/T 3304 code or the name of the nation.
    package var nation = Field.notMentioned
    package var guardianName = Field.notMentioned
    package var guardianIDNumber = Field.notMentioned
    /// An ISO 8601 day or instant.
    package var registeredOn = Field.notMentioned
    package var channel = Field.notMentioned

    package init() {}

    /// The fields in a fixed order.
    var fields: [Field] { Self.parts.map { self[keyPath: $0.said] } }

    /// What is known under a local id once this is said.
    func over(_ earlier: SourceFields, as id: SourceRecordID) -> SourceFields {
        var fields = earlier
        for part in Self.parts {
            fields[keyPath: part.kept] = self[keyPath: part.said].over(fields[keyPath: part.kept])
        }
        fields.institution = id.authority.text
        fields.localID = id.localID.value.exposed
        return fields
    }

    private static var parts: [(said: KeyPath<Self, Field>, kept: WritableKeyPath<SourceFields, String>)] {
        [
            (\.name, \.name), (\.sex, \.sex), (\.birthDate, \.birthDate), (\.idType, \.idType),
            (\.idNumber, \.idNumber), (\.secondIDType, \.secondIDType), (\.secondIDNumber, \.secondIDNumber),
            (\.phone, \.phone), (\.address, \.address), (\.nation, \.nation), (\.guardianName, \.guardianName),
            (\.guardianIDNumber, \.guardianIDNumber), (\.registeredOn, \.registeredOn), (\.channel, \.channel),
        ]
    }
}
