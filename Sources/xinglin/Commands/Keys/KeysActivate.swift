import ArgumentParser
import HealthCardDomain
import HealthCardServices

/// `xinglin keys activate`.
struct KeysActivate: KeyCommand {
    static let configuration = CommandConfiguration(
        commandName: "activate",
        abstract: "Let a generated master key take over; the one before it is archived."
    )

    @OptionGroup var place: PlaceOptions
    @OptionGroup var key: MasterKeyOptions
    @OptionGroup var custodians: CustodianOptions

    func carryOut(on registry: Registry) async throws {
        try await registry.life.activate(key.purpose, version: key.version, by: custodians.sole(of: registry.life))
        say("已启用 activated: \(key.purpose.rawValue) \(key.version)")
    }
}
