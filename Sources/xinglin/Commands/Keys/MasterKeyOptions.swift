import ArgumentParser
import HealthCardDomain

/// Which master key.
struct MasterKeyOptions: ParsableArguments {
    @Option(help: "code, offline-credential, blind-index, column, audit, credential or answer.")
    var purpose: KeyPurpose

    @Option(help: "The key's version; 1 or more.")
    var version: UInt32
}

extension KeyPurpose: ExpressibleByArgument {}
extension RootKeyPurpose: ExpressibleByArgument {}
