/// A statement that looks up several numbers at once, made for lists of a few lengths. A list of another length is filled
/// up with 0, which is nobody's number.
struct NumberList {
    private static let widths = [1, 2, 4, 8, 16]
    /// The longest list of one statement.
    static let width = 16
    /// `$1, $2, … $16`.
    static let places = places(width)

    private let statements: [SQLStatement]

    /// - Parameter text: of the statement, given its places: `$1, $2, …`.
    init(_ name: String, _ text: (String) -> String) {
        statements = Self.widths.map { SQLStatement(name, text(Self.places($0))) }
    }

    /// The numbers in lists, each with the statement for it.
    func chunks(_ numbers: [Int64]) -> [(statement: SQLStatement, values: [SQLValue])] {
        stride(from: 0, to: numbers.count, by: Self.width).map { start in
            let chunk = numbers[start..<min(start + Self.width, numbers.count)]
            let place = Self.widths.firstIndex { $0 >= chunk.count } ?? Self.widths.count - 1
            return (statements[place], Self.filled(chunk, to: Self.widths[place]))
        }
    }

    /// The numbers in lists of full width.
    static func chunks(_ numbers: [Int64]) -> [[SQLValue]] {
        stride(from: 0, to: numbers.count, by: width).map { start in
            filled(numbers[start..<min(start + width, numbers.count)], to: width)
        }
    }

    private static func filled(_ numbers: ArraySlice<Int64>, to width: Int) -> [SQLValue] {
        numbers.map { SQLValue.integer($0) } + [SQLValue](repeating: .integer(Int64(0)), count: width - numbers.count)
    }

    private static func places(_ width: Int) -> String { (1...width).map { "$\($0)" }.joined(separator: ", ") }
}
