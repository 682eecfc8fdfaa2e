/// A person's name as the identity document writes it: Han characters or Latin letters.
///
/// What is accepted is kept unchanged. Two names are equal if they are canonically equivalent (equal in NFC), which
/// is how Swift compares strings. A dot other than U+00B7, a full-width letter and an outer space are refused, not
/// repaired.
package struct PersonName: Sendable, Hashable, Redacting {
    /// The most Unicode scalars a name may have; the longest minority names in use have about 30.
    package static let maximumScalars = 50

    /// The name as given.
    package let text: String

    /// Reads a name of 1 to 50 scalars.
    ///
    /// - Throws: a text refusal, `.fullWidthCharacters`, `.nameEmpty`, `.nameTooLong`, `.nameOuterSpace`,
    ///   `.nameBadCharacter` (digits, other scripts, symbols), or `.nameMisplacedSeparator` (dot, hyphen or apostrophe
    ///   at an end, or two separators in a row).
    package init(_ text: String) throws(IdentityRefusal) {
        guard !text.isEmpty else { throw .nameEmpty }
        guard text.utf8.count <= TextHazard.maximumBytes else { throw .nameTooLong }
        let scalars = Array(text.unicodeScalars)
        for scalar in scalars {
            if let refusal = TextHazard.refusal(for: scalar) { throw refusal }
            if TextHazard.isFullWidth(scalar) { throw .fullWidthCharacters }
        }
        guard scalars.count <= PersonName.maximumScalars else { throw .nameTooLong }
        guard scalars.first != " ", scalars.last != " " else { throw .nameOuterSpace }
        try PersonName.checkOrder(of: scalars)
        self.text = text
    }

    /// The first character, then one `*` for each further one: `张*`, `欧***`.
    package var masked: String {
        text.prefix(1) + String(repeating: "*", count: text.count - 1)
    }

    private static func checkOrder(of scalars: [Unicode.Scalar]) throws(IdentityRefusal) {
        var afterSeparator = true
        var afterLatin = false
        for scalar in scalars {
            if NameAlphabet.isHan(scalar) {
                (afterSeparator, afterLatin) = (false, false)
            } else if NameAlphabet.isLatin(scalar) || (afterLatin && NameAlphabet.isCombiningMark(scalar)) {
                (afterSeparator, afterLatin) = (false, true)
            } else if NameAlphabet.isSeparator(scalar) {
                guard !afterSeparator else { throw .nameMisplacedSeparator }
                (afterSeparator, afterLatin) = (true, false)
            } else {
                throw .nameBadCharacter
            }
        }
        guard !afterSeparator else { throw .nameMisplacedSeparator }
    }
}
