import Foundation

/// How often one transaction is tried again, and after what pause.
struct Patience {
    private static let contendedLimit = 60
    private static let longestContendedMilliseconds = 100
    /// A number that is taken may have been given by a neighbour that this snapshot does not show yet: a new one shows
    /// it, and the rules then speak for themselves.
    private static let takenLimit = 1
    private static let longestLostMilliseconds = 1_000

    private let reconnectMilliseconds: Int
    private var contended = 0
    private var taken = 0
    private var lost = 0
    private var waitedMilliseconds = 0

    init(_ options: PostgresOptions) {
        reconnectMilliseconds = options.reconnectMilliseconds
    }

    /// How often another transaction was in the way.
    var contendedCount: Int { contended }

    /// Waits before a contended transaction runs again, longer each time and differently on each connection.
    ///
    /// - Returns: `false` where it has been tried often enough.
    mutating func waitAfterContention(on backend: Int32) -> Bool {
        contended += 1
        guard contended < Self.contendedLimit else { return false }
        let longest = min(1 << min(contended, 10), Self.longestContendedMilliseconds)
        Thread.sleep(forTimeInterval: Double(longest) / 1_000 * Self.share(backend, contended))
        return true
    }

    /// Waits before a new connection is tried.
    ///
    /// - Returns: `false` where the server has been away for too long.
    mutating func waitAfterLoss() -> Bool {
        lost += 1
        // The first new connection waits for nothing: one connection may be cut while the server is well.
        if lost == 1 { return true }
        let pause = min(10 << min(lost, 10), Self.longestLostMilliseconds)
        guard waitedMilliseconds + pause <= reconnectMilliseconds else { return false }
        waitedMilliseconds += pause
        Thread.sleep(forTimeInterval: Double(pause) / 1_000)
        return true
    }

    /// Whether a broken uniqueness is worth a second look.
    mutating func looksAgainAtTaken() -> Bool {
        taken += 1
        return taken <= Self.takenLimit
    }

    /// From 0 to 1: the connection's number and the attempt, mixed (SplitMix64). Neighbours that met once wait
    /// differently; nothing else rests on it.
    private static func share(_ backend: Int32, _ attempt: Int) -> Double {
        var mixed = UInt64(truncatingIfNeeded: Int64(backend) << 16 ^ Int64(attempt)) &* 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return Double((mixed ^ mixed >> 31) >> 11) / Double(1 << 53)
    }
}
