import Foundation

/// How many files, and so connections, the process may open.
enum FileHandles {
    /// Handles that are not for connections: the database, its journals, libraries, and the next connections' accepting.
    static let keptForOthers = 192
    /// What is assumed where the system does not say.
    private static let assumed = 1_024

    /// Raises the process's own limit to what the system allows it.
    ///
    /// - Returns: the limit, at least twice `keptForOthers`.
    static func raiseLimit() -> Int {
        let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        guard getrlimit(kind, &limit) == 0 else { return assumed }
        if limit.rlim_cur < limit.rlim_max {
            var raised = limit
            raised.rlim_cur = limit.rlim_max
            if setrlimit(kind, &raised) == 0 { limit = raised }
        }
        return max(2 * keptForOthers, Int(clamping: limit.rlim_cur))
    }
}
