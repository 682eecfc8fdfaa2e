/// Compares birth dates by the ways in which they are mistyped.
enum BirthComparator {
    /// - Parameter isWeak: One of the two was made from an age, so that its day proves nothing.
    static func level(_ one: BirthDate, _ other: BirthDate, isWeak: Bool = false) -> BirthLevel {
        let isWeak = isWeak || one.isWeak || other.isWeak
        if one == other {
            if one.isWhole { return isWeak ? .weakExact : .exact }
            return one.month > 0 ? .monthOnly : .yearOnly
        }
        let years = one.year - other.year
        if !one.isWhole || !other.isWhole {
            guard years == 0 else { return abs(years) <= 1 ? .agedAlike : .contradicts }
            return one.month != 0 && other.month != 0 ? one.month == other.month ? .monthOnly : .sameYear : .yearOnly
        }
        if isWeak, abs(years) <= 1 { return years == 0 ? .yearOnly : .agedAlike }
        if years == 0, one.month == other.day, one.day == other.month { return .swapped }
        if differingDigits(one.packed, other.packed) == 1 { return .oneDigit }
        if isTransposed(one.packed, other.packed) { return .oneDigit }
        let days = one.dayNumber - other.dayNumber
        if (17...55).contains(abs(days)), max(one.year, other.year) < firstSolarYear { return .lunar }
        return years == 0 ? .sameYear : .contradicts
    }

    /// The birth dates of those born since come from certificates; only older people reckon by the lunar calendar.
    private static let firstSolarYear = 2000

    private static func differingDigits(_ one: UInt32, _ other: UInt32) -> Int {
        var (left, right, count) = (one, other, 0)
        for _ in 0..<8 {
            if left % 10 != right % 10 { count += 1 }
            left /= 10
            right /= 10
        }
        return count
    }

    private static func isTransposed(_ one: UInt32, _ other: UInt32) -> Bool {
        var (left, right) = (one, other)
        for _ in 0..<7 {
            if left % 10 != right % 10 {
                return left / 10 % 10 == right % 10 && left % 10 == right / 10 % 10 && left / 100 == right / 100
            }
            left /= 10
            right /= 10
        }
        return false
    }
}
