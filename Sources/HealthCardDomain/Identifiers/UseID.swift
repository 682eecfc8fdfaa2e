package import Foundation

/// The number of one recorded use of a card.
///
/// It begins with the time, as RFC 9562 §5.7 does it for UUIDs, so that uses lie in the order of time in their table
/// and those of one moment share its pages. Whoever learns the number learned the time with it.
package struct UseID: OpaqueIdentifier {
    /// Random bytes behind the six of the time.
    package static let randomLength = 26

    package let text: String

    /// Numbers a use: milliseconds since 1970 in six bytes, the greatest first, then random ones.
    ///
    /// - Precondition: exactly ``randomLength`` bytes.
    package init(at instant: Date, randomBytes: [UInt8]) {
        precondition(randomBytes.count == Self.randomLength, "a use's number has 26 random bytes")
        let milliseconds = UInt64(max(0, instant.timeIntervalSince1970 * 1_000))
        let time = stride(from: 40, through: 0, by: -8).map { UInt8(truncatingIfNeeded: milliseconds >> UInt64($0)) }
        self.init(randomBytes: time + randomBytes)
    }

    package init(trusted text: String) { self.text = text }
}
