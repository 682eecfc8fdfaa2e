/// Compares addresses by the places and numbers that both sides wrote, whatever else one of them left out.
enum AddressComparator {
    static func level(_ one: AddressReading, _ other: AddressReading) -> AddressLevel {
        guard !one.isEmpty, !other.isEmpty else { return .absent }
        let shared = one.places.reduce(0) { other.places.contains($1) ? $0 + 1 : $0 }
        if one.isLatin, other.isLatin {
            let numbers = one.numbers.reduce(0) { other.numbers.contains($1) ? $0 + 1 : $0 }
            return shared + numbers >= 3 ? .room : shared + numbers == 2 ? .house : shared > 0 ? .place : .differs
        }
        if shared > 0 {
            let common = commonTail(one.numbers, other.numbers)
            if common >= 2 { return .room }
            if common == 1, one.numbers.count == 1, other.numbers.count == 1 { return .house }
            if common >= 1, min(one.numbers.count, other.numbers.count) == 1 { return .house }
            // Three places in common are one address whose numbers differ by a slip.
            return shared >= 3 ? .house : .place
        }
        return one.areas.contains(where: other.areas.contains) ? .area : .differs
    }

    /// How many last numbers agree, from the room backwards.
    private static func commonTail(_ one: [UInt32], _ other: [UInt32]) -> Int {
        var count = 0
        while count < one.count, count < other.count, one[one.count - 1 - count] == other[other.count - 1 - count] {
            count += 1
        }
        return count
    }
}
