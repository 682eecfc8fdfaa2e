package import Foundation

/// The number of a 30-second step since 1970-01-01T00:00:00Z. A dynamic code belongs to one.
package struct TimeStep: Sendable, Hashable, Comparable {
    /// The length of a step, in seconds.
    package static let seconds = 30

    package let number: UInt32

    package init(number: UInt32) { self.number = number }

    package init(at instant: Date) {
        number = UInt32(instant.timeIntervalSince1970 / Double(Self.seconds))
    }

    /// The instant at which a code of this step is no longer accepted: the end of the step after it.
    package var lastAccepted: Date {
        Date(timeIntervalSince1970: Double((Int(number) + 2) * Self.seconds))
    }

    package static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}
