import ArgumentParser
import HealthCardDomain
import HealthCardServices

/// `xinglin keys rotate-root`.
struct KeysRotateRoot: KeyCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate-root",
        abstract: "Put a new root key in the place of the active one; every master key is wrapped anew: two custodians."
    )

    @OptionGroup var place: PlaceOptions
    @Option(help: "signing or sealing.")
    var purpose: RootKeyPurpose

    @OptionGroup var custodians: CustodianOptions

    func carryOut(on registry: Registry) async throws {
        let version = try await registry.life.rotateRoot(purpose, by: custodians.proofs())
        say("已轮换根密钥 root rotated: \(purpose.rawValue) \(version)")
    }
}
