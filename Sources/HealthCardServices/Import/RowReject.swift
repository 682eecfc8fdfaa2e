package import HealthCardDomain

/// A row that was not taken, and why, for the person who mends the list.
package struct RowReject: Sendable, Equatable, Error {
    /// The most characters of a masked value.
    private static let maskedLength = 40

    package let row: Int
    package let column: ImportColumn?
    /// The shape of the value, never the value.
    package let masked: String
    /// A ``RowFault`` or a problem code.
    package let code: String
    package let chinese: String
    package let english: String

    package init(_ fault: RowFault, row: Int, column: ImportColumn? = nil, value: String = "") {
        self.row = row
        self.column = column
        masked = Self.mask(value)
        (code, chinese, english) = (fault.rawValue, fault.chinese, fault.english)
    }

    package init(_ code: ProblemCode, row: Int, column: ImportColumn? = nil, value: String = "") {
        self.row = row
        self.column = column
        masked = Self.mask(value)
        let text = code.text
        (self.code, chinese, english) = (code.rawValue, text.titleChinese, text.titleEnglish)
    }

    /// Keeps an end or two of a value, so that it can be found in the list and read by nobody else. What cannot be shown
    /// as it is becomes `?`.
    static func mask(_ value: String) -> String {
        let characters = Array(value.prefix(maskedLength))
        let kept =
            switch characters.count {
            case ...1: (0, 0)
            case 2...7: (1, 0)
            case 8...11: (2, 2)
            default: (3, 4)
            }
        let shown = characters.enumerated().map { index, character -> String in
            guard index < kept.0 || index >= characters.count - kept.1 else { return "*" }
            let isPlain = character.unicodeScalars.allSatisfy { TextHazard.refusal(for: $0) == nil }
            return isPlain ? String(character) : "?"
        }
        return shown.joined()
    }
}
