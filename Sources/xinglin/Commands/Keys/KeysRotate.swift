import ArgumentParser
import HealthCardDomain
import HealthCardServices

/// `xinglin keys rotate`.
struct KeysRotate: KeyCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Generate a master key, wait until the nodes have it, activate it."
    )

    @OptionGroup var place: PlaceOptions
    @Option(help: "code, offline-credential, column, audit, credential or answer.")
    var purpose: KeyPurpose

    @OptionGroup var custodians: CustodianOptions

    func carryOut(on registry: Registry) async throws {
        let custodian = try await custodians.sole(of: registry.life)
        let key = try await registry.life.generate(purpose, by: custodian)
        try await Task.sleep(for: KeyMinder.settling)
        try await registry.life.activate(purpose, version: key.version, by: custodian)
        say("已轮换 rotated: \(purpose.rawValue) \(key.version)")
    }
}
