package import HealthCardServices

/// What the pages show and steer of the simulated peers. Given in a sandbox, and in a sandbox only: its presence is
/// what marks every page.
package protocol SandboxOutbox: Sendable {
    /// The messages that were kept, newest first.
    func messages() -> [SandboxMessage]
    /// Runs `body` while the simulated real-person check answers `verdict` to it, and to nobody else.
    func answering<Value: Sendable>(
        _ verdict: RealPersonVerdict,
        to body: @Sendable () async throws -> Value
    ) async throws -> Value
}
