package import HealthCardDomain

/// A key the caller chose for one write, so that a retry changes nothing (`B07`). 8 to 64 printable ASCII characters.
package struct IdempotencyKey: Sendable, Hashable {
    package let text: String

    /// - Throws: `AccessRefusal.idempotencyKeyMalformed`.
    package init(_ text: String) throws(AccessRefusal) {
        guard (8...64).contains(text.utf8.count), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw .idempotencyKeyMalformed
        }
        self.text = text
    }

    /// A key of a dialect: the caller's own serial number, kept apart by method and as long as the caller made it.
    package init(serial: String, method: String) throws(AccessRefusal) {
        guard (1...64).contains(serial.utf8.count), serial.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw .idempotencyKeyMalformed
        }
        text = "\(method):\(serial)"
    }
}
