import ArgumentParser
import HealthCardDomain
import HealthCardServices

/// `xinglin keys destroy-root`.
struct KeysDestroyRoot: KeyCommand {
    static let configuration = CommandConfiguration(
        commandName: "destroy-root",
        abstract: "Destroy an archived root key, for good: two custodians."
    )

    @OptionGroup var place: PlaceOptions
    @Option(help: "signing or sealing.")
    var purpose: RootKeyPurpose

    @Option(help: "The root's version; 1 or more.")
    var version: UInt32

    @OptionGroup var custodians: CustodianOptions

    func carryOut(on registry: Registry) async throws {
        try await registry.life.destroyRoot(purpose, version: version, by: custodians.proofs())
        say("已销毁根密钥 root destroyed: \(purpose.rawValue) \(version)")
    }
}
