import SMCrypto

/// An identifier of 32 bytes, random but for the time in a ``UseID``, written as 64 upper-case hexadecimal digits.
///
/// The field writes both the 电子健康卡ID and the 主索引ID in this form. Ours are drawn at random, never derived from a
/// document number: an identifier that can be computed from the number would be no secret
/// (`docs/decisions/0003-two-identifiers.md`).
package protocol OpaqueIdentifier: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// 64 characters out of `0-9A-F`.
    var text: String { get }
    init(trusted text: String)
}

extension OpaqueIdentifier {
    /// The number of hexadecimal digits.
    package static var length: Int { 64 }

    /// Reads 64 hexadecimal digits; lower case is raised, anything else is refused with `nil`.
    package init?(_ text: some StringProtocol) {
        guard text.utf8.count == Self.length else { return nil }
        // A concrete `String`: a generic one is not specialised across modules and iterates through witnesses.
        self.init(digits: String(text))
    }

    private init?(digits: String) {
        var hasLowerCase = false
        for byte in digits.utf8 {
            guard byte.isHexDigit else { return nil }
            hasLowerCase = hasLowerCase || byte >= UInt8(ascii: "a")
        }
        self.init(trusted: hasLowerCase ? digits.uppercased() : digits)
    }

    /// Takes 32 bytes.
    ///
    /// - Precondition: exactly 32 bytes.
    package init(randomBytes: [UInt8]) {
        precondition(randomBytes.count == Self.length / 2, "an opaque identifier has 32 bytes")
        self.init(trusted: Hex.upper(randomBytes))
    }

    package var description: String { text }

    package static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}

extension UInt8 {
    fileprivate var isHexDigit: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "F"),
            UInt8(ascii: "a")...UInt8(ascii: "f"):
            true
        default: false
        }
    }
}
