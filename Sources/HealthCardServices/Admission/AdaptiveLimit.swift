/// How many requests may be in work at once, learned from their latency. A value: time comes in with the windows.
///
/// Additive-multiplicative feedback on the share of slow requests in windows of a tenth of a second. Slow is relative to
/// the latency that the class has without load, as in gradient limits (Netflix concurrency-limits); the decision looks at
/// whether the delay stands rather than at single peaks, as CoDel does (RFC 8289, 3). A pure gradient would be wrong here: a group
/// commit makes single requests slower and all of them together faster, and a gradient would stop at the first of it.
package struct AdaptiveLimit: Sendable {
    /// What one class did in a window.
    package struct Window: Sendable, Equatable {
        package var answered = 0
        package var slow = 0
        package var totalNanoseconds: Int64 = 0

        package init(answered: Int = 0, slow: Int = 0, totalNanoseconds: Int64 = 0) {
            (self.answered, self.slow, self.totalNanoseconds) = (answered, slow, totalNanoseconds)
        }
    }

    /// Latencies below this are never slow, in nanoseconds: nobody notices them, and disks differ by as much.
    static let calmNanoseconds: Int64 = 20_000_000
    /// Up to this percentage of slow requests the limit may grow.
    private static let toleratedPercent = 10

    private let settings: AdmissionSettings
    private var exact: Double
    private var unloaded = [Int64](repeating: 0, count: AdmissionClass.allCases.count)

    package init(_ settings: AdmissionSettings) {
        self.settings = settings
        exact = Double(min(max(settings.start, settings.floor), settings.ceiling))
    }

    /// The limit now, in requests.
    package var requests: Int { Int(exact) }

    /// The latency from which on a request counts as slow, in nanoseconds.
    package func target(of kind: AdmissionClass) -> Int64 {
        let own = unloaded[kind.rawValue]
        return max(own * 2, Self.calmNanoseconds, min(own * 4, kind.slowestTarget))
    }

    /// Takes in a window that is over.
    ///
    /// - Parameters:
    ///   - windows: by `AdmissionClass.rawValue`.
    ///   - peak: the most requests that were in work at once.
    ///   - wasFull: somebody was refused.
    package mutating func close(_ windows: [Window], peak: Int, wasFull: Bool) {
        var (answered, slow) = (0, 0)
        for kind in AdmissionClass.allCases where kind != .statistics {
            answered += windows[kind.rawValue].answered
            slow += windows[kind.rawValue].slow
        }
        let slowPercent = answered == 0 ? 0 : slow * 100 / answered
        learn(windows, isQuiet: peak <= max(8, requests / 8) && slowPercent <= Self.toleratedPercent)
        if slowPercent > Self.toleratedPercent {
            exact *= slowPercent > 60 ? 0.7 : slowPercent > 30 ? 0.85 : 0.95
        } else if answered > 0, wasFull || peak * 4 >= requests * 3 {
            exact += max(1, exact / 20)
        } else if exact < Double(settings.start) {
            // Nobody needs it now; the way back from an overload that is over takes seconds.
            exact += max(1, exact / 20)
        }
        exact = min(max(exact, Double(settings.floor)), Double(settings.ceiling))
    }

    /// Learns how long each class takes without load: faster at once, slower only from quiet windows, so that a long
    /// overload is never taken for normal.
    private mutating func learn(_ windows: [Window], isQuiet: Bool) {
        for (index, window) in windows.enumerated() where window.answered > 0 {
            let mean = window.totalNanoseconds / Int64(window.answered)
            if unloaded[index] == 0 {
                unloaded[index] = mean
            } else if mean < unloaded[index] {
                unloaded[index] += (mean - unloaded[index]) / 4
            } else if isQuiet {
                unloaded[index] += (mean - unloaded[index]) / 16
            }
        }
    }
}
