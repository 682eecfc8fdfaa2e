package import HealthCardDomain
import HealthCardServices
import Synchronization

/// Keeps one-time codes instead of sending them; can be switched off like a provider that does not answer.
package final class MessageBox: MessageSender {
    package struct Unreachable: Error {}

    private let codes = Mutex<[PhoneNumber: [String]]>([:])
    private let isOff = Mutex(false)

    package init() {}

    package func send(oneTimeCode: Sensitive<String>, to phone: PhoneNumber) async throws {
        if isOff.withLock({ $0 }) { throw Unreachable() }
        codes.withLock { $0[phone, default: []].append(oneTimeCode.exposed) }
    }

    /// The codes that were sent to a phone, oldest first.
    package func codes(to phone: PhoneNumber) -> [String] { codes.withLock { $0[phone] ?? [] } }

    package func switchOff(_ off: Bool) { isOff.withLock { $0 = off } }
}
