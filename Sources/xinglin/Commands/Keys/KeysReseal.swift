import ArgumentParser
import HealthCardServices
import SoftwareKeys

/// `xinglin keys reseal`.
struct KeysReseal: KeyCommand {
    static let configuration = CommandConfiguration(
        commandName: "reseal",
        abstract: "Seal the file of software root keys under another machine secret."
    )

    @OptionGroup var place: PlaceOptions
    @Option(help: "A file of 32 or more random bytes; it and its folder must be its owner's only.")
    var newSecretFile: String

    func carryOut(on registry: Registry) async throws {
        guard let service = registry.chest.service as? SoftwareKeyService else {
            throw CommandFailure("根密钥在密码机中 / the root keys live in a device")
        }
        try await service.reseal(with: RootKeySecret(machineFile: newSecretFile))
        say("已重新封存，请用新的机器密钥启动 resealed: start with the new secret from now on")
    }
}
