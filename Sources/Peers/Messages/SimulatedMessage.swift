package import Foundation
package import HealthCardDomain

/// A message of the simulated sender. It was never sent.
package struct SimulatedMessage: Sendable {
    package let at: Date
    package let phone: PhoneNumber
    package let oneTimeCode: Sensitive<String>
}
