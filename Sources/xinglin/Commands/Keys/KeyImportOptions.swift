import ArgumentParser
import HealthCardDomain
import HealthCardServices
import SMCrypto

/// What an imported key is made of.
struct KeyImportOptions: ParsableArguments {
    @Option(help: "A key in components: its purpose, which is code, column, audit or credential.")
    var purpose: KeyPurpose?

    @Option(
        help: """
            A component's file, mode 0600, 64 hexadecimal digits; two to five of them, each with a --custodian of its own \
            in the same order. The exclusive-or of all is the key.
            """
    )
    var component: [String] = []

    @Option(help: "The key's check value, 16 hexadecimal digits: docs/keys.md says how it is computed.")
    var checkValue: String?

    /// What the custodians brought, once each has typed the own credential; files first, so that nobody types in vain.
    func components(of custodians: CustodianOptions) throws -> [CustodianComponent] {
        guard component.count == custodians.custodian.count else {
            throw ValidationError("name one --component for each --custodian, in the same order")
        }
        let secrets = try component.map(ComponentFile.read)
        return zip(try custodians.proofs(), secrets).map(CustodianComponent.init)
    }

    func checkBytes() throws -> [UInt8] {
        guard let checkValue, let bytes = Hex.decode(checkValue), bytes.count == KeyComponents.checkValueLength else {
            throw ValidationError("--check-value must be 16 hexadecimal digits")
        }
        return bytes
    }
}
