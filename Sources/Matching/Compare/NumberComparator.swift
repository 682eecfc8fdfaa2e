/// Compares resident numbers with the check character as a witness: two valid numbers never differ by one slip.
enum NumberComparator {
    static func level(_ one: Document, _ other: Document) -> NumberLevel {
        if one.text == other.text { return one.isResident ? .equal : .equalDamaged }
        let slips = slips(one.text, other.text)
        // A number made of fifteen digits has a check character that was never typed.
        let isChecked = one.isResident && other.isResident && !one.isUpgraded && !other.isUpgraded
        if isChecked || one.isResident && other.isResident && slips > 1 {
            return one.text[..<14] == other.text[..<14] ? .neighbours : .differs
        }
        return slips <= 1 ? .near : slips == 2 ? .twoOff : .unlike
    }

    /// How many slips lead from one number to the other, counted up to three.
    static func slips(_ one: [UInt8], _ other: [UInt8]) -> Int {
        if one.count == other.count {
            var places: [Int] = []
            for index in one.indices where one[index] != other[index] {
                places.append(index)
                // An upgraded number's check character follows from the digits before it.
                if places.count > 3 { return 3 }
            }
            if places.count == 2, places[1] == places[0] + 1, one[places[0]] == other[places[1]],
                one[places[1]] == other[places[0]]
            {
                return 1
            }
            return min(3, places.count)
        }
        let (short, long) = one.count < other.count ? (one, other) : (other, one)
        guard long.count - short.count <= 2 else { return 3 }
        var next = 0
        for digit in long where next < short.count && short[next] == digit { next += 1 }
        return next == short.count ? long.count - short.count : 3
    }
}
