package import Foundation
package import HealthCardDomain

/// A message that the simulated sender kept instead of sending it.
package struct SandboxMessage: Sendable {
    package let at: Date
    package let phone: PhoneNumber
    package let oneTimeCode: Sensitive<String>

    package init(at: Date, phone: PhoneNumber, oneTimeCode: Sensitive<String>) {
        self.at = at
        self.phone = phone
        self.oneTimeCode = oneTimeCode
    }
}
