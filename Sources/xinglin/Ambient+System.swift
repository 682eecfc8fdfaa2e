import Foundation
import HealthCardServices
import SMCrypto

extension Ambient {
    /// The system's clock, in whole milliseconds, and the kernel's random source.
    static let system = Ambient(
        now: {
            Date(timeIntervalSince1970: (Date().timeIntervalSince1970 * 1_000).rounded(.down) / 1_000)
        },
        randomBytes: { count in
            do {
                return try RandomSource.bytes(count)
            } catch {
                // Without randomness there are no keys and no identifiers: nothing safe is left to do.
                preconditionFailure("the random source failed")
            }
        }
    )
}
