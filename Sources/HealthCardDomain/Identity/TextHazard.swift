/// Characters that look harmless or look like something else, found before any rule of a field is applied.
///
/// Nothing is repaired: a number typed with full-width digits is refused with its own code, because silent repair
/// would let two spellings of one identifier exist in the systems around us.
package enum TextHazard {
    /// The longest text in UTF-8 bytes that is examined at all; every field's own limit lies far below it.
    package static let maximumBytes = 2_048

    /// The refusal that `scalar` earns in any personal field, or `nil` if the field's own rule decides.
    package static func refusal(for scalar: Unicode.Scalar) -> IdentityRefusal? {
        switch scalar.value {
        case 0x20...0x7E: nil
        case 0: .nul
        case 0x0A...0x0D, 0x85, 0x2028, 0x2029: .lineBreak
        case 0x01...0x1F, 0x7F...0x9F: .controlCharacter
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: .bidiControl
        case 0xE000...0xF8FF, 0xF_0000...0xF_FFFD, 0x10_0000...0x10_FFFD: .privateUseCharacter
        case 0xFDD0...0xFDEF: .noncharacter
        case _ where scalar.value & 0xFFFE == 0xFFFE: .noncharacter
        case _ where scalar.properties.isDefaultIgnorableCodePoint: .invisibleCharacter
        default: nil
        }
    }

    /// Whether `scalar` is a full-width form of an ASCII character or the ideographic space.
    package static func isFullWidth(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x3000, 0xFF01...0xFF60, 0xFFE0...0xFFE6: true
        default: false
        }
    }

    /// Whether `scalar` is blank (any Unicode space separator; the ideographic space counts as full-width instead).
    package static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20, 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F: true
        default: false
        }
    }

    /// Refuses hazards, full-width characters and any space, as an identifier or a phone number needs it.
    package static func checkIdentifier(_ text: String) throws(IdentityRefusal) {
        for scalar in text.unicodeScalars {
            if let refusal = refusal(for: scalar) { throw refusal }
            if isFullWidth(scalar) { throw .fullWidthCharacters }
            if isSpace(scalar) { throw .space }
        }
    }

    /// Refuses hazards only, as free text needs it: an address may hold full-width digits and spaces.
    package static func checkFreeText(_ text: String) throws(IdentityRefusal) {
        for scalar in text.unicodeScalars {
            if let refusal = refusal(for: scalar) { throw refusal }
        }
    }
}
