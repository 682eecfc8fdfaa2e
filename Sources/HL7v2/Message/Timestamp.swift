import HealthCardDomain

/// A time stamp (TS): a year and as much behind it as was known (HL7 v2.5, 2.A.77).
package struct Timestamp: Sendable, Equatable {
    /// `yyyy`, `yyyy-MM` or `yyyy-MM-dd`.
    package let day: String
    /// `HH:mm` or `HH:mm:ss`; empty where only a day was said. A fraction of a second is dropped.
    package let time: String
    /// `+08:00` and the like; empty where none was said.
    package let offset: String

    /// Reads `YYYY[MM[DD[HH[MM[SS[.S[S[S[S]]]]]]]]][+/-ZZZZ]`; `nil` for any other text and for a time that no clock and
    /// no calendar shows.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count <= 26, bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
        let digits = bytes.prefix { (0x30...0x39).contains($0) }
        var rest = bytes.dropFirst(digits.count)
        if rest.first == UInt8(ascii: ".") {
            let fraction = rest.dropFirst().prefix { (0x30...0x39).contains($0) }
            guard digits.count == 14, (1...4).contains(fraction.count) else { return nil }
            rest = rest.dropFirst(1 + fraction.count)
        }
        guard let offset = Self.offset(rest), [4, 6, 8, 10, 12, 14].contains(digits.count) else { return nil }
        let values = digits.map { Int($0) - 0x30 }
        let year = values.prefix(4).reduce(0) { $0 * 10 + $1 }
        let numbers = stride(from: 4, to: values.count, by: 2).map { values[$0] * 10 + values[$0 + 1] }
        guard let date = CivilDate(year: year, month: numbers.first ?? 1, day: numbers.dropFirst().first ?? 1) else {
            return nil
        }
        let clock = numbers.dropFirst(2)
        guard zip(clock, [23, 59, 59]).allSatisfy({ $0 <= $1 }) else { return nil }
        day = String(date.iso.prefix([4: 4, 6: 7][digits.count] ?? 10))
        let parts = clock.isEmpty ? [] : Array(clock) + (clock.count == 1 ? [0] : [])
        time = parts.map { $0 < 10 ? "0\($0)" : String($0) }.joined(separator: ":")
        self.offset = offset
    }

    /// An ISO 8601 day or instant. A time without an offset is that of China (ours).
    package var iso: String {
        time.isEmpty ? day : "\(day)T\(time)\(offset.isEmpty ? "+08:00" : offset)"
    }

    private static func offset(_ bytes: ArraySlice<UInt8>) -> String? {
        guard let sign = bytes.first else { return "" }
        let digits = bytes.dropFirst().map { Int($0) - 0x30 }
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), digits.count == 4,
            digits.allSatisfy({ (0...9).contains($0) }), digits[0] * 10 + digits[1] <= 14, digits[2] <= 5
        else { return nil }
        let text = digits.map(String.init).joined()
        return (sign == UInt8(ascii: "+") ? "+" : "-") + text.prefix(2) + ":" + text.suffix(2)
    }
}
