import Foundation
import HealthCardDomain

/// Instants on the wire: RFC 3339 in UTC with milliseconds, `2026-11-21T04:00:00.000Z`.
///
/// Ours, since Foundation's reader takes the 30th of February and letters behind the end, and its writer cuts a
/// millisecond where a `Date` lies a hair below it.
enum Timestamp {
    private static let secondsPerDay = 86_400

    static func text(_ instant: Date) -> String {
        let milliseconds = Int((instant.timeIntervalSince1970 * 1_000).rounded())
        let (seconds, fraction) = milliseconds.flooredDivision(by: 1_000)
        let (days, time) = seconds.flooredDivision(by: secondsPerDay)
        let day = CivilDate(inChinaAt: Date(timeIntervalSince1970: Double(days * secondsPerDay)))
        return day.iso + "T" + padded(time / 3_600) + ":" + padded(time / 60 % 60) + ":" + padded(time % 60) + "."
            + padded(fraction, to: 3) + "Z"
    }

    /// Reads RFC 3339 with or without fractions and with any offset, a leap second as the second after it; `nil` for
    /// anything else.
    static func instant(_ text: String) -> Date? {
        let bytes = Array(text.utf8)
        guard (20...40).contains(bytes.count), let day = CivilDate(iso: String(decoding: bytes[0..<10], as: UTF8.self)),
            bytes[10] | 0x20 == UInt8(ascii: "t"), bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            let hour = number(bytes[11..<13], below: 24), let minute = number(bytes[14..<16], below: 60),
            let second = number(bytes[17..<19], below: 61)
        else { return nil }
        var rest = bytes[19...]
        var fraction = 0.0
        if rest.first == UInt8(ascii: ".") {
            let digits = rest.dropFirst().prefix { (0x30...0x39).contains($0) }
            guard !digits.isEmpty, let value = Double("0." + String(decoding: digits, as: UTF8.self)) else {
                return nil
            }
            (fraction, rest) = (value, rest[digits.endIndex...])
        }
        guard let offset = offset(rest) else { return nil }
        let seconds = day.daysSince1970 * secondsPerDay + hour * 3_600 + minute * 60 + second - offset
        return Date(timeIntervalSince1970: Double(seconds) + fraction)
    }

    /// `Z` or `±hh:mm`, in seconds east of UTC.
    private static func offset(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard let sign = bytes.first else { return nil }
        if bytes.count == 1 { return sign | 0x20 == UInt8(ascii: "z") ? 0 : nil }
        let start = bytes.startIndex
        guard bytes.count == 6, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
            bytes[start + 3] == UInt8(ascii: ":"), let hours = number(bytes[start + 1..<start + 3], below: 24),
            let minutes = number(bytes[start + 4..<start + 6], below: 60)
        else { return nil }
        return (hours * 3_600 + minutes * 60) * (sign == UInt8(ascii: "-") ? -1 : 1)
    }

    private static func number(_ digits: ArraySlice<UInt8>, below limit: Int) -> Int? {
        guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        let value = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        return value < limit ? value : nil
    }

    private static func padded(_ number: Int, to width: Int = 2) -> String {
        let digits = String(number)
        return String(repeating: "0", count: width - digits.utf8.count) + digits
    }
}

extension Int {
    /// Quotient and remainder, the remainder never negative.
    fileprivate func flooredDivision(by divisor: Int) -> (Int, Int) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
