package import Foundation
import Synchronization

/// A clock that stands still until a test moves it.
package final class TestClock: Sendable {
    /// 2026-09-22 09:33:20.123 in China: the middle of a statistics day, 5 seconds into a time step.
    package static let start = Date(timeIntervalSince1970: 1_790_040_815.123)

    private let instant = Mutex(TestClock.start)

    package init() {}

    package var now: Date { instant.withLock { $0 } }

    package func set(to instant: Date) { self.instant.withLock { $0 = instant } }

    /// Moves the clock, backwards where `seconds` is negative.
    package func advance(by seconds: TimeInterval) {
        instant.withLock {
            $0 = Date(timeIntervalSince1970: ($0.timeIntervalSince1970 * 1_000 + seconds * 1_000).rounded() / 1_000)
        }
    }
}
