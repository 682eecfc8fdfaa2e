import ArgumentParser
import HealthCardDomain
import HealthCardServices

/// `xinglin keys destroy`.
struct KeysDestroy: KeyCommand {
    static let configuration = CommandConfiguration(
        commandName: "destroy",
        abstract: "Destroy a master key, for good: two custodians. Refused while it still seals stored values."
    )

    @OptionGroup var place: PlaceOptions
    @OptionGroup var key: MasterKeyOptions
    @OptionGroup var custodians: CustodianOptions

    func carryOut(on registry: Registry) async throws {
        let proofs = try custodians.proofs()
        // A node that has not heard of the rotation yet may still seal under the key; what it sealed is then counted.
        if key.purpose == .column || key.purpose == .credential { try await Task.sleep(for: KeyMinder.settling) }
        try await registry.life.destroy(key.purpose, version: key.version, by: proofs)
        say("已销毁 destroyed: \(key.purpose.rawValue) \(key.version)")
    }
}
