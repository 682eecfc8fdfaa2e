import ArgumentParser
import HealthCardServices
import SMCrypto

/// `xinglin keys export-public`.
struct KeysExportPublic: KeyCommand {
    static let configuration = CommandConfiguration(
        commandName: "export-public",
        abstract: "Print the public half of the region's signing root: 130 hexadecimal digits."
    )

    @Flag(
        help: "Print those of the answer keys instead, one a line behind its keyid: what SM2 callers check answers by."
    )
    var answers = false

    @OptionGroup var place: PlaceOptions

    func carryOut(on registry: Registry) async throws {
        guard !answers else {
            for answer in registry.chest.ring.published() {
                say("\(answer.id) \(Hex.lower(answer.key.publicKey.uncompressed))")
            }
            return
        }
        say(Hex.upper(try await registry.life.publicKey().uncompressed))
    }
}
