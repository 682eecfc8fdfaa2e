/// A telephone number in one of three written forms, kept as given.
package struct PhoneNumber: Sendable, Hashable, Redacting {
    /// What can be done with a number: only a mainland mobile receives the one-time codes of the platform.
    package enum Kind: Sendable, CaseIterable {
        case mobile, landline, international
    }

    /// The number as given, without spaces.
    package let text: String

    /// Told from the form of the number; `+86` before a mainland number does not make it international.
    package let kind: Kind

    /// Reads a mainland mobile (`1`, then 3 to 9, then nine digits), a mainland landline with its area code
    /// (`028-86000000`, with or without hyphen and extension), or `+` and 7 to 15 digits (ITU-T E.164).
    ///
    /// - Throws: a text refusal (a space included), or `.phoneMalformed`.
    package init(_ text: String) throws(IdentityRefusal) {
        guard text.utf8.count <= TextHazard.maximumBytes else { throw .phoneMalformed }
        try TextHazard.checkIdentifier(text)
        guard let kind = PhoneNumber.kind(of: Array(text.utf8)) else { throw .phoneMalformed }
        self.text = text
        self.kind = kind
    }

    /// The eleven digits of a mainland mobile without `+86`, or `nil` for another kind.
    package var mobileDigits: String? {
        kind == .mobile ? String(text.suffix(11)) : nil
    }

    /// The number with its middle hidden: the first 3 and last 4 of 11 characters or more, else 2 and 2.
    package var masked: String {
        text.count >= 11
            ? Mask.middle(of: text, keepingFirst: 3, last: 4) : Mask.middle(of: text, keepingFirst: 2, last: 2)
    }

    private static func kind(of bytes: [UInt8]) -> Kind? {
        if bytes.first == UInt8(ascii: "+") {
            let digits = bytes.dropFirst()
            guard (7...15).contains(digits.count), digits.allSatisfy(CitizenIDNumber.isDigit),
                digits.first != UInt8(ascii: "0")
            else { return nil }
            guard digits.starts(with: "86".utf8) else { return .international }
            let national = Array(digits.dropFirst(2))
            if isMobile(national) { return .mobile }
            return isLandline([UInt8(ascii: "0")] + national) ? .landline : nil
        }
        if isMobile(bytes) { return .mobile }
        return isLandline(bytes) ? .landline : nil
    }

    private static func isMobile(_ bytes: [UInt8]) -> Bool {
        bytes.count == 11 && bytes.allSatisfy(CitizenIDNumber.isDigit)
            && bytes[0] == UInt8(ascii: "1") && bytes[1] >= UInt8(ascii: "3")
    }

    /// Area codes are 010, 02x or four digits from 03xx to 09xx; subscriber numbers have 7 or 8 digits.
    private static func isLandline(_ bytes: [UInt8]) -> Bool {
        guard bytes.count >= 10, bytes[0] == UInt8(ascii: "0") else { return false }
        let area: Int
        switch bytes[1] {
        case UInt8(ascii: "1"):
            guard bytes[2] == UInt8(ascii: "0") else { return false }
            area = 3
        case UInt8(ascii: "2"): area = 3
        case UInt8(ascii: "3")...UInt8(ascii: "9"): area = 4
        default: return false
        }
        let hyphen = UInt8(ascii: "-")
        var rest = bytes[area...]
        if rest.first == hyphen { rest = rest.dropFirst() }
        let parts = rest.split(separator: hyphen, maxSplits: 1, omittingEmptySubsequences: false)
        guard bytes[1..<area].allSatisfy(CitizenIDNumber.isDigit),
            (7...8).contains(parts[0].count), parts[0].allSatisfy(CitizenIDNumber.isDigit),
            let first = parts[0].first, first >= UInt8(ascii: "2")
        else { return false }
        return parts.count == 1 || ((1...6).contains(parts[1].count) && parts[1].allSatisfy(CitizenIDNumber.isDigit))
    }
}
