/// Compares names in Latin letters: order, spacing, initials, slips.
enum LatinNameComparator {
    static func level(_ one: NameForm, _ other: NameForm) -> NameLevel {
        let (left, right) = (one.words, other.words)
        if one.symbols.filter({ $0 != 0x20 }) == other.symbols.filter({ $0 != 0x20 }) { return .exact }
        let sortedLeft = left.sorted { $0.lexicographicallyPrecedes($1) }
        let sortedRight = right.sorted { $0.lexicographicallyPrecedes($1) }
        if sortedLeft.elementsEqual(sortedRight, by: { $0.elementsEqual($1) }) { return .exact }
        // Each word finds its best counterpart; what is left over on the longer side is a middle name.
        let isLeftFirst =
            sortedLeft.count == sortedRight.count
            ? one.symbols.lexicographicallyPrecedes(other.symbols) : sortedLeft.count < sortedRight.count
        let (few, many) = isLeftFirst ? (sortedLeft, sortedRight) : (sortedRight, sortedLeft)
        var rest = many
        var (same, slips, lost) = (0, 0, 0)
        for word in few {
            let ranked = rest.indices.map { ($0, distance(word, rest[$0])) }.min { $0.1 < $1.1 }
            guard let (index, edits) = ranked else { break }
            if edits == 0 {
                same += 1
            } else if edits <= (min(word.count, rest[index].count) >= 5 ? 2 : 1) {
                slips += 1
            } else {
                lost += 1
                continue
            }
            rest.remove(at: index)
        }
        if lost == 0 { return slips == 0 ? same >= 2 ? .shortForm : .givenOnly : slips == 1 ? .lookAlike : .twoSlips }
        return same > 0 ? .givenOnly : slips > 0 ? .surnameOnly : .differs
    }

    /// Insertions, deletions, substitutions and swaps of neighbours.
    static func distance(_ one: ArraySlice<UInt32>, _ other: ArraySlice<UInt32>) -> Int {
        let (left, right) = (Array(one), Array(other))
        var older = [Int](repeating: 0, count: right.count + 1)
        var last = Array(0...right.count)
        for i in left.indices {
            var row = [i + 1]
            for j in right.indices {
                var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (left[i] == right[j] ? 0 : 1))
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] { cost = min(cost, older[j - 1] + 1) }
                row.append(cost)
            }
            older = last
            last = row
        }
        return last[right.count]
    }
}
