import ArgumentParser
import HealthCardDomain
import HealthCardServices

/// `xinglin keys generate`.
struct KeysGenerate: KeyCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Make a master key; the nodes take it in, nothing is made with it before it is activated."
    )

    @OptionGroup var place: PlaceOptions
    @Option(help: "code, offline-credential, blind-index, column, audit, credential or answer.")
    var purpose: KeyPurpose

    @OptionGroup var custodians: CustodianOptions

    func carryOut(on registry: Registry) async throws {
        let key = try await registry.life.generate(purpose, by: custodians.sole(of: registry.life))
        say("已生成 generated: \(purpose.rawValue) \(key.version)")
    }
}
