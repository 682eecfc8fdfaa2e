import ArgumentParser
import HealthCardDomain
import HealthCardServices

/// Which institution, and who files it.
struct SubscriptionOptions: ParsableArguments {
    @Option(help: "The code of the institution.")
    var institution: String

    @Option(help: "Who files it: an account of the card centre. The audit log has the name.")
    var `operator`: String

    func validate() throws {
        guard InstitutionCode(institution) != nil else { throw ValidationError("--institution is no code") }
        guard OperatorID(self.operator) != nil else { throw ValidationError("--operator is no account") }
    }

    var code: InstitutionCode { InstitutionCode(trusted: institution) }

    /// The act of the account.
    ///
    /// - Throws: `AccessRefusal.callerUnknown`.
    func act(on storage: any Storage) async throws -> Act {
        let id = OperatorID(trusted: self.operator)
        guard let account = try await storage.read({ try $0.operators.find(id) }) else {
            throw AccessRefusal.callerUnknown
        }
        return Act(
            actor: .account(account),
            requestID: RequestID(trusted: "subscription"),
            nonce: nil,
            at: Ambient.system.now()
        )
    }
}
