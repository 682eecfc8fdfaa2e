package import Foundation

/// Time and chance, given from outside so that a test can hold both.
package struct Ambient: Sendable {
    /// The instant, in whole milliseconds, UTC.
    package let now: @Sendable () -> Date
    /// Random bytes fit for keys and identifiers.
    package let randomBytes: @Sendable (_ count: Int) -> [UInt8]

    package init(now: @escaping @Sendable () -> Date, randomBytes: @escaping @Sendable (Int) -> [UInt8]) {
        self.now = now
        self.randomBytes = randomBytes
    }
}
