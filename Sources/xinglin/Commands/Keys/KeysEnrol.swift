import ArgumentParser
import HealthCardDomain
import HealthCardServices
import SMCrypto

/// `xinglin keys enrol`.
struct KeysEnrol: KeyCommand {
    static let configuration = CommandConfiguration(
        commandName: "enrol",
        abstract: "Enrol a custodian and show the credential, once. From the third on a custodian must sponsor it."
    )

    @OptionGroup var place: PlaceOptions
    @Option(help: "The new custodian's operator id.")
    var id: String

    @OptionGroup var custodians: CustodianOptions

    var makesFolder: Bool { true }

    func carryOut(on registry: Registry) async throws {
        guard let id = OperatorID(id) else { throw ValidationError("--id is not an operator id") }
        let credential = try await registry.life.enrol(id, sponsor: custodians.proofs().first)
        say("凭证只显示这一次 / the credential is shown this once: \(Hex.lower(credential.exposed))")
    }
}
