package import Foundation
package import HealthCardDomain
import Synchronization

/// How many requests each app may send, as a rate with a burst. In the memory of one node: N nodes grant N times as
/// much, and a restart fills every bucket.
///
/// Only a request whose signature was right is charged, so that nobody uses up another's quota by its name. At the door,
/// before the signature, an app is refused whose bucket is known to be empty.
package final class AppQuota: Sendable {
    /// Requests a second, and how many may come at once.
    package struct Rate: Sendable, Equatable {
        package let perSecond: Double
        package let burst: Double

        /// - Precondition: `perSecond` is above 0 and `burst` at least 1.
        package init(perSecond: Double, burst: Double) {
            precondition(perSecond > 0 && burst >= 1, "a quota lets something through")
            (self.perSecond, self.burst) = (perSecond, burst)
        }
    }

    private struct Bucket {
        var tokens: Double
        var filledAt: Date
    }

    private let byDefault: Rate?
    private let own: [AppID: Rate]
    /// Filed apps only, so as many as the centre filed.
    private let buckets = Mutex<[AppID: Bucket]>([:])

    /// - Parameters:
    ///   - byDefault: of every app that has no quota of its own; `nil` for none.
    ///   - own: by app.
    package init(byDefault: Rate? = nil, own: [AppID: Rate] = [:]) {
        (self.byDefault, self.own) = (byDefault, own)
    }

    /// Whether anybody has a quota at all.
    package var isInUse: Bool { byDefault != nil || !own.isEmpty }

    private func rate(of app: AppID) -> Rate? { own[app] ?? byDefault }

    /// Takes one request off an app's bucket.
    ///
    /// - Throws: `.quotaExceeded` where it is empty.
    package func charge(_ app: AppID, at now: Date) throws(AdmissionRefusal) {
        guard let rate = rate(of: app) else { return }
        let isThere = buckets.withLock { buckets in
            var bucket = buckets[app] ?? Bucket(tokens: rate.burst, filledAt: now)
            Self.fill(&bucket, rate, at: now)
            let isThere = bucket.tokens >= 1
            if isThere { bucket.tokens -= 1 }
            buckets[app] = bucket
            return isThere
        }
        guard isThere else { throw .quotaExceeded }
    }

    /// Whole seconds until an app may send again; `nil` where it may now, or was never charged.
    package func waitSeconds(of app: AppID, at now: Date) -> Int? {
        guard let rate = rate(of: app) else { return nil }
        return buckets.withLock { buckets in
            guard var bucket = buckets[app] else { return nil }
            Self.fill(&bucket, rate, at: now)
            return bucket.tokens >= 1 ? nil : max(1, Int(((1 - bucket.tokens) / rate.perSecond).rounded(.up)))
        }
    }

    /// A clock that jumps back fills nothing.
    private static func fill(_ bucket: inout Bucket, _ rate: Rate, at now: Date) {
        let elapsed = max(0, now.timeIntervalSince(bucket.filledAt))
        bucket.tokens = min(rate.burst, bucket.tokens + elapsed * rate.perSecond)
        bucket.filledAt = now
    }
}
