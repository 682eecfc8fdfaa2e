import Foundation
import HealthCardDomain
import HealthCardServices
import SMCrypto

extension Region {
    /// The characters of an app secret: 16 of them carry 95 bits and are one SM4 key in the dialects.
    private static let secretAlphabet = Array("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789")
    private static let secretLength = 16

    /// Files the apps with fresh credentials. The private halves stay in the sandbox file of the data folder only.
    func seedApps() async throws {
        for plan in RegionPlan.apps {
            let app = App(
                id: plan.id,
                name: plan.name,
                recordNumber: plan.recordNumber,
                institution: plan.institution,
                status: .authorised,
                operations: plan.operations
            )
            let secret = Sensitive(newSecret())
            try await services.storage.write { store in
                try store.access.save(app, credentials: [.secret(secret)])
            }
        }
    }

    private func newSecret() -> String {
        var text = ""
        while text.count < Self.secretLength {
            let draw = Int(services.ambient.randomBytes(1)[0])
            // Draws beyond the last whole multiple are thrown away, so that every character is equally likely.
            guard draw < 256 - 256 % Self.secretAlphabet.count else { continue }
            text.append(Self.secretAlphabet[draw % Self.secretAlphabet.count])
        }
        return text
    }
}
