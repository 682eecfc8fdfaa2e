import ArgumentParser
import Foundation
import Glibc
import HealthCardDomain
import HealthCardServices

/// `xinglin consents export`.
struct ConsentsExport: KeyCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract:
            "Write one consent, its terms and its signature into a file that can be verified without the platform."
    )

    @OptionGroup var place: PlaceOptions
    @Option(help: "The consent's number, 64 hexadecimal digits.")
    var id: String

    @Option(help: "The file, readable by you only; it names the phone. It must not exist.")
    var to: String

    func carryOut(on registry: Registry) async throws {
        guard let id = ConsentID(id), let (consent, text) = try await registry.consents.evidence(of: id) else {
            throw CommandFailure("没有此编号的同意书 / there is no consent of this number")
        }
        guard let signature = consent.signature else {
            throw CommandFailure("同意书尚未签名，请稍后再试 / the consent waits for its signature: try again later")
        }
        let grant = try KeysImport.keptGrant(in: place)
        let file = try ConsentFile(consent, terms: text, signature: signature, grant: grant).json()
        try write(file)
        say("已导出，内含手机号，请妥善保管 exported; it names a phone, keep it safe: \(to)")
    }

    private func write(_ text: String) throws {
        let file = open(to, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            throw CommandFailure("文件已存在或无法创建 / the file exists or cannot be made: \(to)")
        }
        try FileHandle(fileDescriptor: file, closeOnDealloc: true).write(contentsOf: Data((text + "\n").utf8))
    }
}
