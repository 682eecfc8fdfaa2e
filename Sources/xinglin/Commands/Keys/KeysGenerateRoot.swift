import ArgumentParser
import HealthCardDomain
import HealthCardServices

/// `xinglin keys generate-root`.
struct KeysGenerateRoot: KeyCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate-root",
        abstract: "Make the root keys and the first master keys of a region: two custodians."
    )

    @OptionGroup var place: PlaceOptions
    @OptionGroup var custodians: CustodianOptions

    var makesFolder: Bool { true }

    func carryOut(on registry: Registry) async throws {
        do {
            _ = try await registry.life.generateRoots(by: custodians.proofs())
        } catch KeyRefusal.overtaken {
            throw CommandFailure("已有根密钥 / there are root keys already [\(KeyRefusal.overtaken.code.rawValue)]")
        }
        say("已生成根密钥 root keys made: \(registry.chest.service.place.name)")
    }
}
