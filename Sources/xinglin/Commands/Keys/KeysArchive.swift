import ArgumentParser
import HealthCardDomain
import HealthCardServices

/// `xinglin keys archive`.
struct KeysArchive: KeyCommand {
    static let configuration = CommandConfiguration(
        commandName: "archive",
        abstract: "Stop an active master key from making things, with none in its place."
    )

    @OptionGroup var place: PlaceOptions
    @OptionGroup var key: MasterKeyOptions
    @OptionGroup var custodians: CustodianOptions

    func carryOut(on registry: Registry) async throws {
        try await registry.life.archive(key.purpose, version: key.version, by: custodians.sole(of: registry.life))
        say("已归档 archived: \(key.purpose.rawValue) \(key.version)")
    }
}
