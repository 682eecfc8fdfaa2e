/// What the number field of a registration held. The raw values are stored.
package enum NumberCoverage: String, Sendable, CaseIterable {
    /// A resident number with a right check character that agrees with what else was said.
    case valid
    /// A valid resident number that disagrees with the name's sex or birth date: perhaps somebody else's.
    case doubtful
    /// What was meant as a resident number and cannot be one: a wrong check character, a digit too few or too many.
    case damaged
    /// A number of a guardian or another relative only.
    case relative
    /// Another document.
    case other
    /// A placeholder, or words.
    case junk
    /// Nothing.
    case missing

    /// Reads what was typed.
    package init(of fields: SourceFields) {
        let contents = RecordContents(fields)
        if contents.validNumber != nil {
            self = contents.isNumberDoubtful ? .doubtful : .valid
        } else if contents.number != nil {
            self = .damaged
        } else if !contents.documents.isEmpty {
            self = .other
        } else if fields.idNumber.allSatisfy(\.isWhitespace), fields.secondIDNumber.allSatisfy(\.isWhitespace) {
            self = .missing
        } else {
            self = contents.relativeDocuments.isEmpty ? .junk : .relative
        }
    }
}
