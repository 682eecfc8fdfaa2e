import ArgumentParser
import HealthCardServices
import SMCrypto

/// `xinglin keys export-public`.
struct KeysExportPublic: KeyCommand {
    static let configuration = CommandConfiguration(
        commandName: "export-public",
        abstract: "Print the public half of the region's signing root: 130 hexadecimal digits."
    )

    @OptionGroup var place: PlaceOptions

    func carryOut(on registry: Registry) async throws {
        say(Hex.upper(try await registry.life.publicKey().uncompressed))
    }
}
