/// Where two texts differ, character by character: the longest common subsequence stays unmarked.
package enum CharacterDifference {
    /// A run of characters that both texts have, or that only this one has.
    package struct Part: Sendable, Equatable {
        package let text: String
        package let isMarked: Bool

        package init(_ text: String, isMarked: Bool) {
            self.text = text
            self.isMarked = isMarked
        }
    }

    /// Longer texts are compared by what they begin and end with only.
    private static let longest = 200

    /// Both texts in parts. Joined, the parts are the texts.
    package static func parts(_ one: String, _ other: String) -> (one: [Part], other: [Part]) {
        let (left, right) = (Array(one), Array(other))
        let start = zip(left, right).prefix { $0 == $1 }.count
        let rest = min(left.count, right.count) - start
        let end = zip(left.reversed(), right.reversed()).prefix(rest).prefix { $0 == $1 }.count
        let (leftMiddle, rightMiddle) = (left[start..<(left.count - end)], right[start..<(right.count - end)])
        let kept = common(Array(leftMiddle), Array(rightMiddle))
        return (
            parts(left, marked: marks(left.count, start, kept.one, leftMiddle.count)),
            parts(right, marked: marks(right.count, start, kept.other, rightMiddle.count))
        )
    }

    private static func marks(_ count: Int, _ start: Int, _ kept: Set<Int>, _ middle: Int) -> [Bool] {
        (0..<count).map { place in
            place >= start && place < start + middle && !kept.contains(place - start)
        }
    }

    /// The places of a longest common subsequence in each text.
    private static func common(_ one: [Character], _ other: [Character]) -> (one: Set<Int>, other: Set<Int>) {
        guard !one.isEmpty, !other.isEmpty, one.count <= longest, other.count <= longest else { return ([], []) }
        let width = other.count + 1
        var lengths = [Int](repeating: 0, count: (one.count + 1) * width)
        for row in stride(from: one.count - 1, through: 0, by: -1) {
            for column in stride(from: other.count - 1, through: 0, by: -1) {
                lengths[row * width + column] =
                    one[row] == other[column]
                    ? lengths[(row + 1) * width + column + 1] + 1
                    : max(lengths[(row + 1) * width + column], lengths[row * width + column + 1])
            }
        }
        var (row, column) = (0, 0)
        var kept: (one: Set<Int>, other: Set<Int>) = ([], [])
        while row < one.count, column < other.count {
            if one[row] == other[column] {
                kept.one.insert(row)
                kept.other.insert(column)
                (row, column) = (row + 1, column + 1)
            } else if lengths[(row + 1) * width + column] >= lengths[row * width + column + 1] {
                row += 1
            } else {
                column += 1
            }
        }
        return kept
    }

    private static func parts(_ text: [Character], marked: [Bool]) -> [Part] {
        var parts: [Part] = []
        var start = 0
        for place in 1..<max(text.count + 1, 1) where place == text.count || marked[place] != marked[start] {
            parts.append(Part(String(text[start..<place]), isMarked: marked[start]))
            start = place
        }
        return parts
    }
}
