/// The characters that names on Chinese identity documents and in passports are written with.
enum NameAlphabet {
    /// Han characters: 〇, the unified ideographs with extensions A to J (those beyond A take four bytes in UTF-8), and
    /// the compatibility ideographs.
    static func isHan(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x3007, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFA6D, 0xFA70...0xFAD9: true
        case 0x2_0000...0x2_A6DF, 0x2_A700...0x2_EE5D, 0x2_F800...0x2_FA1D, 0x3_0000...0x3_3479: true
        default: false
        }
    }

    /// Latin letters, with those of pinyin, of European languages and of Vietnamese.
    static func isLatin(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x41...0x5A, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x24F, 0x1E00...0x1EFF: true
        default: false
        }
    }

    /// Marks that combine with the Latin letter before them.
    static func isCombiningMark(_ scalar: Unicode.Scalar) -> Bool {
        (0x300...0x36F).contains(scalar.value)
    }

    /// What may stand between two letters: space, hyphen, both apostrophes, and the middle dot U+00B7 of minority names.
    static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20, 0x27, 0x2D, 0xB7, 0x2019: true
        default: false
        }
    }
}
