import ArgumentParser
import HealthCardDomain
import HealthCardHTTP
import HealthCardServices

/// How much one node takes on, and from whom (docs/operations.md).
struct LoadOptions: ParsableArguments {
    @Option(help: "Connections that are served; further ones are told to come back. 1 to 1000000.")
    var connections = ConnectionLimits().connections

    @Option(help: "The limit of requests in work at once never falls below this; 1 to 10000.")
    var inWorkFloor = AdmissionSettings().floor

    @Option(help: "The limit of requests in work at once never rises above this; 1 to 10000.")
    var inWorkCeiling = AdmissionSettings().ceiling

    @Option(
        help: """
            Requests a second that each app may send to this node; with a burst, RATE/BURST. No quota where it is not \
            given.
            """
    )
    var appQuota: String?

    @Option(name: .customLong("quota-of"), help: "The quota of one app, APP=RATE/BURST; may be given again.")
    var quotasOfApps: [String] = []

    @Option(
        help: """
            Seconds from SIGTERM, in which the readiness probe says 503 and requests are still served, until the port \
            closes; 0 to 300. 5 with --production, else 0.
            """
    )
    var drainSeconds: Int?

    func validate() throws {
        guard (1...1_000_000).contains(connections) else { throw ValidationError("--connections must be 1 to 1000000") }
        guard 1 <= inWorkFloor, inWorkFloor <= inWorkCeiling, inWorkCeiling <= 10_000 else {
            throw ValidationError("--in-work-floor and --in-work-ceiling must be 1 to 10000, the floor not above")
        }
        guard (0...300).contains(drainSeconds ?? 0) else { throw ValidationError("--drain-seconds must be 0 to 300") }
        _ = try quota()
    }

    var admission: AdmissionSettings {
        var settings = AdmissionSettings()
        (settings.floor, settings.ceiling) = (inWorkFloor, inWorkCeiling)
        return settings
    }

    /// The bounds of connections, as far as the process may open files for them.
    var limits: ConnectionLimits {
        var limits = ConnectionLimits()
        limits.connections = min(connections, FileHandles.raiseLimit() - FileHandles.keptForOthers)
        limits.surplusConnections = min(limits.surplusConnections, limits.connections / 10 + 16)
        return limits
    }

    func quota() throws -> AppQuota {
        var own: [AppID: AppQuota.Rate] = [:]
        for text in quotasOfApps {
            let parts = text.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, let app = AppID(String(parts[0])), let rate = Self.rate(parts[1]) else {
                throw ValidationError("--quota-of is APP=RATE/BURST, not \(text)")
            }
            own[app] = rate
        }
        guard let appQuota else { return AppQuota(own: own) }
        guard let rate = Self.rate(appQuota[...]) else {
            throw ValidationError("--app-quota is RATE or RATE/BURST, not \(appQuota)")
        }
        return AppQuota(byDefault: rate, own: own)
    }

    private static func rate(_ text: Substring) -> AppQuota.Rate? {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let rate = Double(parts[0]), let burst = parts.count == 2 ? Double(parts[1]) : max(1, rate),
            rate > 0, rate.isFinite, burst >= 1, burst.isFinite
        else { return nil }
        return AppQuota.Rate(perSecond: rate, burst: burst)
    }
}
