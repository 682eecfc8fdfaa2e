import ArgumentParser
import Foundation
import HealthCardDomain
import HealthCardServices
import SMCrypto

/// `xinglin keys import`: a key in components, or a grant.
struct KeysImport: KeyCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Bring in a master key in components, two to five custodians; or the province's grant to this region."
    )

    private static let fileName = "region-grant.json"

    @OptionGroup var place: PlaceOptions
    @OptionGroup var key: KeyImportOptions
    @OptionGroup var custodians: CustodianOptions

    @Option(help: "The grant, as the province's grant printed it; it is checked and kept in the data folder.")
    var grant: String?

    @Option(help: "The province's public key, had by a way you trust.")
    var provinceKey: String?

    func validate() throws {
        let (isKey, isGrant) = (key.purpose != nil, grant != nil)
        guard isKey != isGrant else { throw ValidationError("name a key by --purpose, or a grant by --grant") }
        guard isKey == (key.checkValue != nil), isKey || key.component.isEmpty else {
            throw ValidationError("--component and --check-value belong to --purpose")
        }
        guard isGrant == (provinceKey != nil), isKey || custodians.custodian.isEmpty else {
            throw ValidationError("--province-key belongs to --grant, --custodian to --purpose")
        }
    }

    func carryOut(on registry: Registry) async throws {
        if let purpose = key.purpose {
            try await importKey(purpose, on: registry)
        } else if let grant, let provinceKey {
            try await take(grant, from: provinceKey, on: registry)
        }
    }

    private func importKey(_ purpose: KeyPurpose, on registry: Registry) async throws {
        let checkValue = try key.checkBytes()
        let components = try key.components(of: custodians)
        let imported = try await registry.life.importKey(purpose, from: components, checkValue: checkValue)
        say("已导入，尚未启用 imported, not yet active: \(purpose.rawValue) \(imported.version)")
    }

    private func take(_ grant: String, from provinceKey: String, on registry: Registry) async throws {
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
        try data.write(to: place.folder.appending(path: Self.fileName), options: .atomic)
        say("授权书有效，已保存 the grant is valid and kept: \(province) → \(read.region)")
    }

    /// The grant that was taken in; `nil` where the region has none.
    static func keptGrant(in place: PlaceOptions) throws -> GrantFile? {
        let file = place.folder.appending(path: fileName)
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        return try GrantFile(reading: Data(contentsOf: file))
    }
}
