import Glibc

/// The beginning of something that is measured, by the clock and by this process's CPU time.
struct Start {
    private let at = ContinuousClock.now
    private let cpu = Self.cpuSeconds

    /// Since then.
    var spent: (seconds: Double, cpuSeconds: Double) {
        (max((ContinuousClock.now - at) / .seconds(1), 1e-6), Self.cpuSeconds - cpu)
    }

    /// The most memory that this process had resident; 0 where the system does not tell.
    static var peakMebibytes: Double { Double(usage.ru_maxrss) / 1_024 }

    private static var cpuSeconds: Double {
        let usage = usage
        let seconds = Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
        return seconds + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
    }

    private static var usage: rusage {
        var usage = rusage()
        guard getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return rusage() }
        return usage
    }
}
