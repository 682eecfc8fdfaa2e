import Foundation
import HTTPTypes
import HealthCardDomain
package import HealthCardServices
package import HummingbirdCore
package import Logging
import NIOCore
import NIOHTTP1
import Synchronization

/// Everything between the socket and the router: admission, bounds of connections, and what is said to those refused.
///
/// It works in the channel, on a parsed header: a refused request costs no task, no router, no body, no signature and no
/// database.
package final class FrontDoor: Sendable {
    package let gate: AdmissionGate
    package let limits: ConnectionLimits
    package let quota: AppQuota
    private let classes: RouteClasses
    private let ambient: Ambient
    private let openCount = Atomic<Int>(0)
    private let serial: Atomic<UInt64>
    private let draining = Atomic<Bool>(false)
    private let busy = (api: RefusalAnswer(.systemBusy, isPage: false), page: RefusalAnswer(.systemBusy, isPage: true))
    private let tooMuch = RefusalAnswer(.quotaExceeded, isPage: false)
    private let headerTooLarge = RefusalAnswer(code: .headerTooLarge, isPage: false)
    private let malformed = RefusalAnswer(code: .requestMalformed, isPage: false)

    package init(
        classes: RouteClasses,
        ambient: Ambient,
        gate: AdmissionGate = AdmissionGate(),
        limits: ConnectionLimits = ConnectionLimits(),
        quota: AppQuota = AppQuota()
    ) {
        (self.classes, self.ambient, self.gate) = (classes, ambient, gate)
        (self.limits, self.quota) = (limits, quota)
        serial = Atomic(ambient.randomBytes(8).reduce(0) { $0 << 8 | UInt64($1) })
    }

    /// Connections that are open now.
    package var connectionCount: Int { openCount.load(ordering: .relaxed) }

    /// Whether the node still takes new work from a load balancer.
    package var isDraining: Bool { draining.load(ordering: .relaxed) }

    /// From now on the readiness probe says no. Requests that come all the same are served.
    package func drain() { draining.store(true, ordering: .relaxed) }

    /// The server's channel: parser with its bounds, then this door, then the router.
    package var server: HTTPServerBuilder {
        .http1(
            configuration: .init(
                additionalChannelHandlers: [DoorHandler(self)],
                idleTimeout: nil,
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: limits.headerBytes,
                    maxHeaderListSize: limits.headerBytes,
                    maxHeaderFieldCount: limits.headerFields
                )
            )
        )
    }

    /// Stops accepting where even the refused are too many.
    package func accepting(_ logger: Logger) -> any AvailableConnectionsDelegate {
        MaximumAvailableConnections(limits.connections + limits.surplusConnections, logger: logger)
    }

    /// - Returns: whether the connection is one too many.
    func opened() -> Bool { openCount.add(1, ordering: .relaxed).newValue > limits.connections }

    func closed() { openCount.subtract(1, ordering: .relaxed) }

    func kind(of head: HTTPRequest) -> AdmissionClass {
        classes.kind(method: head.method.rawValue, target: head.path ?? "")
    }

    /// Lets a request in, or says why not.
    func refusal(of head: HTTPRequest, _ kind: AdmissionClass, isSurplus: Bool) -> AdmissionReason? {
        if kind == .vital { return nil }
        if isSurplus {
            gate.figures(of: kind).count(.connections)
            return .connections
        }
        if quota.isInUse, let app = Self.claimedApp(head), quota.waitSeconds(of: app, at: ambient.now()) != nil {
            gate.figures(of: kind).count(.quota)
            return .quota
        }
        return gate.enter(kind) ? nil : .limit
    }

    /// The prepared answer to a refused request.
    func answer(
        to head: HTTPRequest,
        _ kind: AdmissionClass,
        _ reason: AdmissionReason,
        closing: Bool
    ) -> (HTTPResponse, ByteBuffer) {
        let number = serial.add(1, ordering: .relaxed).newValue
        let now = ambient.now()
        let path = (head.path ?? "").utf8
        let isPage = !path.starts(with: "/api/".utf8) && !path.starts(with: "/gateway/".utf8)
        let answer = reason == .quota ? tooMuch : isPage ? busy.page : busy.api
        var wait = Self.spread(number, upTo: kind.longestRetrySeconds)
        if reason == .quota, let app = Self.claimedApp(head) { wait += quota.waitSeconds(of: app, at: now) ?? 0 }
        return answer.parts(requestID: Self.text(number), at: now, retryAfter: wait, closing: closing)
    }

    /// The answer to what the parser could not read; after it the connection is closed.
    func answer(to fault: HTTPParserError) -> (HTTPResponse, ByteBuffer) {
        let number = serial.add(1, ordering: .relaxed).newValue
        let answer = fault == .headerOverflow ? headerTooLarge : malformed
        return answer.parts(requestID: Self.text(number), at: ambient.now(), retryAfter: nil, closing: true)
    }

    /// From a third of `longest` to `longest`, different for neighbours, so that those refused together do not come
    /// back together. Nothing else rests on it (SplitMix64).
    static func spread(_ number: UInt64, upTo longest: Int) -> Int {
        var mixed = number &* 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        let least = max(1, longest / 3)
        return least + Int((mixed ^ mixed >> 31) % UInt64(longest - least + 1))
    }

    /// The app that the request names, not proved.
    private static func claimedApp(_ head: HTTPRequest) -> AppID? {
        guard let input = head.headerFields[.signatureInput], let name = input.range(of: ";keyid=\"") else {
            return nil
        }
        return AppID(String(input[name.upperBound...].prefix { $0 != "\"" }))
    }

    private static func text(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
}
