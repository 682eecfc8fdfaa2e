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

    package init(_ name: String, _ text: String) {
        self.name = name
        self.text = text
        placeholders = Self.scan(text)
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
