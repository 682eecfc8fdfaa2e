/// Typed text as code points in one width, one case and one kind of space, without marks that cannot be seen.
///
/// Full-width forms become ASCII, ASCII letters become lower case, Latin letters lose their accents, every kind of
/// middle dot between names becomes `·`, runs of spaces become one. At most `limit` code points are read.
enum FoldedText {
    static let middleDot: UInt32 = 0xB7

    static func fold(_ text: String, limit: Int) -> [UInt32] {
        var folded: [UInt32] = []
        folded.reserveCapacity(min(limit, text.utf8.count))
        for scalar in text.unicodeScalars {
            if folded.count >= limit { break }
            guard let value = fold(scalar.value) else { continue }
            if value == 0x20 {
                if let last = folded.last, last != 0x20 { folded.append(value) }
            } else {
                folded.append(value)
            }
        }
        if folded.last == 0x20 { folded.removeLast() }
        return folded
    }

    /// The code point that stands for this one; `nil` for marks that carry nothing.
    private static func fold(_ value: UInt32) -> UInt32? {
        switch value {
        case 0x41...0x5A: value + 0x20
        case 0x09, 0x0A, 0x0D, 0x20, 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: 0x20
        case 0x00...0x1F, 0x7F...0x9F, 0xAD, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFE00...0xFE0F,
            0xFEFF, 0xE0000...0xE0FFF:
            nil
        case 0xFF01...0xFF5E: fold(value - 0xFEE0)
        case 0xB7, 0x2022, 0x2027, 0x2219, 0x22C5, 0x30FB, 0xFF65, 0x0387, 0x16EB, 0x2E30, 0x2E33: middleDot
        case 0x2010...0x2015, 0x2212, 0xFE58, 0xFE63: 0x2D
        case 0x2018, 0x2019, 0x02BC, 0x0060, 0xB4: 0x27
        case 0xC0...0x17F: latinBase(value)
        case 0x1CD...0x1DC: [0x61, 0x69, 0x6F, 0x75, 0x76, 0x76, 0x76, 0x76][Int(value - 0x1CD) / 2]
        default: value
        }
    }

    /// Base letters of U+00C0…U+017F in order; `?` stands for signs that are no letters.
    private static let bases: [UInt8] = Array(
        ("aaaaaaaceeeeiiii" + "dnooooo?ouuuuyts" + "aaaaaaaceeeeiiii" + "dnooooo?ouuuuyty"
            + "aaaaaaccccccccdd" + "ddeeeeeeeeeegggg" + "gggghhhhiiiiiiii" + "iiiijjkkklllllll"
            + "lllnnnnnnnnnoooo" + "oooorrrrrrssssss" + "ssttttttuuuuuuuu" + "uuuuwwyyyzzzzzzs").utf8
    )

    private static func latinBase(_ value: UInt32) -> UInt32 {
        // ü is written v in pinyin tables, and in many passports too; both are compared as one letter later on.
        if value == 0xDC || value == 0xFC { return 0x76 }
        return UInt32(bases[Int(value - 0xC0)])
    }

    static func isDigit(_ value: UInt32) -> Bool { value >= 0x30 && value <= 0x39 }
    static func isLetter(_ value: UInt32) -> Bool { value >= 0x61 && value <= 0x7A }

    /// Han characters of every block in use, with the full-size zero that stands for 零 in dates.
    static func isHan(_ value: UInt32) -> Bool {
        switch value {
        case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x323AF, 0x3007: true
        default: false
        }
    }

    /// A text of this file's own as code points, for constant lists.
    static func scalars(_ text: StaticString) -> [UInt32] { "\(text)".unicodeScalars.map(\.value) }

    /// 64-bit FNV-1a over code points: a compact stand-in for a text that is compared for equality only.
    static func digest(_ values: some Sequence<UInt32>, seed: UInt64 = 0xCBF2_9CE4_8422_2325) -> UInt64 {
        var state = seed
        for value in values {
            state = (state ^ UInt64(value & 0xFF)) &* 0x100_0000_01B3
            state = (state ^ UInt64(value >> 8)) &* 0x100_0000_01B3
        }
        return state
    }
}
