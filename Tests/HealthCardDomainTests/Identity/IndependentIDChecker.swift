import Foundation
import Testing

/// GB 11643-1999 written a second time, by other means than the domain: the recursive form of ISO 7064 MOD 11-2, and
/// the calendar of Foundation for the date.
struct IndependentIDChecker {
    private let calendar: Calendar
    private let today: Int
    private static let provinces = Set(
        "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82"
            .split(separator: " ").map(String.init)
    )

    init(today: Int) throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
        self.calendar = calendar
        self.today = today
    }

    /// The 18 characters that `text` stands for, or `nil` if it is no valid number.
    func canonical(_ text: String) -> String? {
        let scalars = text.unicodeScalars.map(\.value)
        guard scalars.allSatisfy({ $0 < 128 }) else { return nil }
        let upper = text.uppercased()
        if scalars.count == 15 {
            guard scalars.allSatisfy({ (48...57).contains($0) }) else { return nil }
            if ["996", "997", "998", "999"].contains(String(text.suffix(3))) { return nil }
            if ["81", "82", "83"].contains(String(text.prefix(2))) || text.first == "9" { return nil }
            let long = String(text.prefix(6)) + "19" + String(text.dropFirst(6))
            guard
                let check = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "X"].first(where: { passes(long + $0) })
            else { return nil }
            return canonical(long + check)
        }
        let digits = upper.utf8.filter { (48...57).contains($0) }.count
        let hasShape = scalars.count == 18 && (digits == 18 || (digits == 17 && upper.hasSuffix("X")))
        guard hasShape, passes(upper) else { return nil }
        return isKnownRegion(String(upper.prefix(6))) && isPlausibleDate(String(upper.dropFirst(6).prefix(8)))
            ? upper : nil
    }

    private func passes(_ text: String) -> Bool {
        var product = 0
        for byte in text.utf8 { product = (product * 2 + (byte == 88 ? 10 : Int(byte) - 48)) % 11 }
        return product == 1
    }

    private func isKnownRegion(_ region: String) -> Bool {
        if ["81", "82", "83"].contains(String(region.prefix(2))) { return region.hasSuffix("0000") }
        if region.first == "9" { return Self.provinces.contains(String(region.dropFirst().prefix(2))) }
        return Self.provinces.contains(String(region.prefix(2)))
    }

    private func isPlausibleDate(_ text: String) -> Bool {
        guard let number = Int(text), number >= 18_500_101, number <= today else { return false }
        let parts = DateComponents(year: number / 10_000, month: number / 100 % 100, day: number % 100)
        guard let date = calendar.date(from: parts) else { return false }
        let back = calendar.dateComponents([.year, .month, .day], from: date)
        return back.year == parts.year && back.month == parts.month && back.day == parts.day
    }
}
