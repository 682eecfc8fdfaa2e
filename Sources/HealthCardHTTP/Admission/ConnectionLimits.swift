/// How much room and time a connection gets. The defaults are ours; header and body sizes are those of `I4`.
package struct ConnectionLimits: Sendable {
    /// Connections that are served. One more is answered with `system_busy` and closed; health and metrics are served.
    package var connections = 10_000
    /// Connections beyond that which are accepted at all; further ones wait in the system's queue.
    package var surplusConnections = 1_000
    /// From opening a connection to the end of its first request's header, in seconds.
    package var headerSeconds: Int64 = 10
    /// The same for a surplus connection.
    package var surplusSeconds: Int64 = 2
    /// From the end of a header to the end of its body, in seconds.
    package var bodySeconds: Int64 = 30
    /// From the last byte of a request to the last of its answer, in seconds; longer than the storage waits for a
    /// failover.
    package var answerSeconds: Int64 = 60
    /// From an answer to the end of the next header, in seconds.
    package var idleSeconds: Int64 = 60
    /// One field, and all of them, in bytes.
    package var headerBytes = 16_384
    package var headerFields = 100
    /// A connection whose body goes on for so many bytes is closed; routes refuse bodies from 1 MiB on themselves.
    package var abandonedBodyBytes = 4 << 20

    package init() {}
}
