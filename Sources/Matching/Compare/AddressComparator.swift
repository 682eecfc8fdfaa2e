/// Compares addresses by the places and numbers that both sides wrote, whatever else one of them left out.
enum AddressComparator {
    static func level(_ one: AddressReading, _ other: AddressReading) -> AddressLevel {
        guard !one.isEmpty, !other.isEmpty else { return .absent }
        let shared = one.places.reduce(0) { other.places.contains($1) ? $0 + 1 : $0 }
        if one.isLatin, other.isLatin {
            let numbers = one.numbers.reduce(0) { other.numbers.contains($1) ? $0 + 1 : $0 }
            // Many addresses share a place, a park and a street.
            if shared + numbers >= 3 { return numbers > 0 ? .room : .house }
            return shared + numbers == 2 ? .house : shared > 0 ? .place : .differs
        }
        if shared > 0 {
            let common = commonTail(one.numbers, other.numbers)
            if common >= 2 { return .room }
            guard common == 1, !isGroup(one.numbers.last) else {
                // Three places in common are one address whose numbers differ by a slip.
                return shared >= 3 ? .house : .place
            }
            let (short, long) = one.numbers.count <= other.numbers.count ? (one, other) : (other, one)
            if short.numbers.count == 1 { return .house }
            // One side left out the unit, or the number in the road before the building.
            if isSubsequence(short.numbers, of: long.numbers) { return .room }
            return shared >= 3 ? .house : .place
        }
        return one.areas.contains(where: other.areas.contains) ? .area : .differs
    }

    /// How near to each other two people live as far as the one of them said where that says less.
    ///
    /// Villages of one name lie in many towns, and estates of one name in many districts, so what was said of those must
    /// not contradict.
    static func nearness(_ one: AddressReading, _ other: AddressReading) -> Nearness {
        guard !one.isLatin, !other.isLatin, one.places.contains(where: other.places.contains),
            agree(one.areas, other.areas)
        else { return .apart }
        let (short, long) = one.numbers.count <= other.numbers.count ? (one, other) : (other, one)
        guard let last = short.numbers.last else { return .place }
        if long.numbers.starts(with: short.numbers) { return .building }
        // The number in the road was left out before the building.
        return !isGroup(last) && long.numbers.dropFirst().starts(with: short.numbers) ? .building : .apart
    }

    private static func agree(_ one: [UInt32], _ other: [UInt32]) -> Bool {
        guard let left = one.last, let right = other.last else { return true }
        return other.contains(left) || one.contains(right)
    }

    private static func isGroup(_ number: UInt32?) -> Bool { number.map { $0 & AddressReading.groupBit != 0 } ?? false }

    private static func isSubsequence(_ short: [UInt32], of long: [UInt32]) -> Bool {
        var next = 0
        for number in long where next < short.count && short[next] == number { next += 1 }
        return next == short.count
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
