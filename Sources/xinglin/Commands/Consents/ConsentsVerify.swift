import ArgumentParser
import Foundation
import HealthCardDomain
import SMCrypto

/// `xinglin consents verify`: needs the file and the region's public key, and no database.
struct ConsentsVerify: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Verify an exported consent under the region's public key, had by a way you trust."
    )

    @Argument(help: "The file that export wrote.")
    var file: String

    @Option(help: "The public key of the region's signing root at that time: 130 hexadecimal digits.")
    var publicKey: String

    func run() throws {
        guard let bytes = Hex.decode(publicKey) else { throw ValidationError("--public-key is not hexadecimal") }
        let key: SM2PublicKey
        do { key = try SM2PublicKey(uncompressed: bytes) } catch is CryptoRefusal {
            throw ValidationError("--public-key is no point on the SM2 curve")
        }
        let data: Data
        do { data = try Data(contentsOf: URL(filePath: file)) } catch {
            throw CommandFailure("无法读取文件 / the file cannot be read: \(file)")
        }
        let consent = try ConsentFile(reading: data).consent()
        do throws(KeyRefusal) {
            try consent.require(signedBy: key)
        } catch {
            throw CommandFailure(
                """
                签名不符：内容被改动，或不是此公钥所签 / the signature does not fit: something was changed, or another \
                key signed
                """
            )
        }
        print("签名有效 the signature is valid: \(consent.id), \(consent.provedAt.formatted(.iso8601))")
    }
}
