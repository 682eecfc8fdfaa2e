import ArgumentParser
import HealthCardDomain
import HealthCardServices
import SMCrypto

/// `xinglin keys grant`.
struct KeysGrant: KeyCommand {
    static let configuration = CommandConfiguration(
        commandName: "grant",
        abstract: "Sign a city's public key, as its province, and print the grant: two custodians."
    )

    @OptionGroup var place: PlaceOptions
    @Option(help: "The city: six digits of GB/T 2260, inside this region.")
    var city: String

    @Option(help: "The city's public key, as its export-public prints it.")
    var publicKey: String

    @Option(help: "How long the grant is valid, in days; 1 to 3653.")
    var days = 366

    @OptionGroup var custodians: CustodianOptions

    func carryOut(on registry: Registry) async throws {
        guard let city = RegionCode(city) else { throw ValidationError("--city must have six digits") }
        guard (1...3_653).contains(days) else { throw ValidationError("--days must be 1 to 3653") }
        guard let bytes = Hex.decode(publicKey) else { throw ValidationError("--public-key is not hexadecimal") }
        let key: SM2PublicKey
        do { key = try SM2PublicKey(uncompressed: bytes) } catch is CryptoRefusal {
            throw ValidationError("--public-key is no point on the SM2 curve")
        }
        let grant = try await registry.life.grant(key, to: city, validDays: days, by: custodians.proofs())
        say(try GrantFile(grant, by: registry.life.region).json())
    }
}
