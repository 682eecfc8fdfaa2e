/// One statement of SQL, written once for every driver.
///
/// Values are placed as `$1`, `$2`, … and may be used more than once. A statement is made once, as a `static let`, so
/// that a driver can prepare it once.
package final class SQLStatement: Sendable {
    /// The table or act the statement is about; the only thing a fault says of it.
    package let name: String
    package let text: String
    /// The numbers of the placeholders in the order in which they first appear. SQLite counts `$n` in that order,
    /// whatever the number says, so its driver binds through this list.
    package let placeholders: [Int]
    /// The highest number of a placeholder: so many values it takes at least.
    package let valueCount: Int
    /// What transactions that share a commit may do with it.
    package let sharing: Sharing

    /// How a statement that writes behaves in a transaction that others share.
    package enum Sharing: Sendable {
        /// It has no place there.
        case none
        /// Adds one row that nothing looks up ahead.
        case adds
        /// Adds one row, or none where it is there: a one-time mark. The statement takes it back, by the same values.
        case marks(undoneBy: SQLStatement)
    }

    package init(_ name: String, _ text: String, sharing: Sharing = .none) {
        self.name = name
        self.text = text
        self.sharing = sharing
        placeholders = Self.scan(text)
        valueCount = placeholders.max() ?? 0
    }

    /// Finds placeholders outside of quoted text.
    private static func scan(_ text: String) -> [Int] {
        var found: [Int] = []
        var quote: UInt8?
        var number: Int?
        for byte in Array(text.utf8) + [0] {
            if let digits = number {
                if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
                    number = digits * 10 + Int(byte - UInt8(ascii: "0"))
                    continue
                }
                precondition(digits > 0, "a placeholder has a number")
                if !found.contains(digits) { found.append(digits) }
                number = nil
            }
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
                quote = byte
            } else if byte == UInt8(ascii: "$") {
                number = 0
            }
        }
        return found
    }
}
