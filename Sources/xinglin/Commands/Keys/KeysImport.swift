import ArgumentParser
import Foundation
import HealthCardDomain
import HealthCardServices
import SMCrypto

/// `xinglin keys import`.
struct KeysImport: KeyCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract:
            "Check the grant that the province made for this region's signing root, and keep it in the data folder."
    )

    @OptionGroup var place: PlaceOptions
    @Option(help: "The grant, as the province's grant printed it.")
    var grant: String

    @Option(help: "The province's public key, had by a way you trust.")
    var provinceKey: String

    func carryOut(on registry: Registry) async throws {
        guard let bytes = Hex.decode(provinceKey) else { throw ValidationError("--province-key is not hexadecimal") }
        let data: Data
        do { data = try Data(contentsOf: URL(filePath: grant)) } catch {
            throw CommandFailure("无法读取授权书文件 / the grant's file cannot be read: \(grant)")
        }
        let (read, province) = try GrantFile(reading: data).grant()
        let key: SM2PublicKey
        do { key = try SM2PublicKey(uncompressed: bytes) } catch is CryptoRefusal {
            throw ValidationError("--province-key is no point on the SM2 curve")
        }
        try await registry.life.accept(read, from: province, key: key)
        try data.write(to: place.makeFolder().appending(path: "region-grant.json"), options: .atomic)
        say("授权书有效，已保存 the grant is valid and kept: \(province) → \(read.region)")
    }
}
