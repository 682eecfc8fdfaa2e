/// Statements that look up several numbers at once have a fixed count of places; a short list is filled up with 0,
/// which is nobody's number.
enum NumberList {
    /// Places of one statement.
    static let width = 16

    /// `$1, $2, … $16`.
    static let places = (1...width).map { "$\($0)" }.joined(separator: ", ")

    /// The numbers in full lists, of which the last is filled up.
    static func chunks(_ numbers: [Int64]) -> [[SQLValue]] {
        stride(from: 0, to: numbers.count, by: width).map { start in
            let chunk = numbers[start..<min(start + width, numbers.count)].map { SQLValue.integer($0) }
            return chunk + [SQLValue](repeating: .integer(Int64(0)), count: width - chunk.count)
        }
    }
}
