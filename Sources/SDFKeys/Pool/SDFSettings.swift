/// How the adapter treats a device: its limits in time and number.
package struct SDFSettings: Sendable, Equatable {
    /// Sessions, and so threads, for calls. One more session serves the heartbeat. 1 … 64.
    package var sessions = 4
    /// Within this time every call ends, waiting included.
    package var timeLimit = Duration.milliseconds(800)
    /// Time between two heartbeats.
    package var heartbeatInterval = Duration.milliseconds(250)
    /// Within this time a heartbeat ends, or the device counts as hung. With the interval it stays below a second.
    package var heartbeatLimit = Duration.milliseconds(500)
    /// Within this time the device is opened and has answered, a session is opened, or either is closed.
    package var connectLimit = Duration.seconds(2)
    /// After so many faults in a row the device is left alone.
    package var faultLimit = 3
    /// The wait before the first attempt to open the device anew; it doubles from attempt to attempt.
    package var firstBackOff = Duration.milliseconds(100)
    /// The longest wait between two attempts.
    package var lastBackOff = Duration.seconds(1)
    /// Threads in all, those whose calls hang in the library among them: those are not replaced beyond it, and with no
    /// thread left the device is not touched until a call comes back. At least the sessions and one.
    package var threadLimit = 16
    /// Calls that may wait for a session; more are refused.
    package var queueLimit = 1024

    package init() {}
}

extension Duration {
    /// Whole nanoseconds; the settings are all far below the 584 years that fit.
    var nanosecondCount: UInt64 {
        UInt64(components.seconds) * 1_000_000_000 + UInt64(components.attoseconds / 1_000_000_000)
    }
}
