import Foundation
import HealthCardDomain

/// The dialect's own forms of time, at +08:00.
enum DialectTime {
    /// Reads `yyyyMMddHHmmss`; `nil` for anything else.
    static func instant(_ text: String) -> Date? {
        let bytes = Array(text.utf8)
        guard bytes.count == 14, bytes.allSatisfy({ (0x30...0x39).contains($0) }),
            let day = CivilDate(compact: String(text.prefix(8)))
        else { return nil }
        let number = { (range: Range<Int>) in bytes[range].reduce(0) { $0 * 10 + Int($1 - 0x30) } }
        let (hour, minute, second) = (number(8..<10), number(10..<12), number(12..<14))
        guard hour < 24, minute < 60, second < 60 else { return nil }
        return day.midnightInChina.addingTimeInterval(Double(hour * 3_600 + minute * 60 + second))
    }
}
