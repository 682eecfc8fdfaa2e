package import SMCrypto

/// What the file of root keys is sealed under.
package enum RootKeySecret: Sendable {
    /// A passphrase that people know: stretched by PBKDF2, tried at most three times a minute.
    case passphrase(SecretBytes)
    /// Random bytes that only this machine has, from a file or the environment.
    case machine(SecretBytes)

    /// The fewest bytes of a passphrase.
    package static let minimumPassphraseLength = 12
    /// The fewest bytes of a machine secret.
    package static let minimumMachineLength = 32

    /// Takes a machine secret as it stands in an environment variable: 64 or more hexadecimal digits.
    ///
    /// - Throws: `.secretTooShort` for fewer, or for anything else.
    package init(machineHex text: String) throws(RootKeyFileError) {
        guard var bytes = Hex.decode(text), bytes.count >= Self.minimumMachineLength else {
            throw .secretTooShort(minimum: Self.minimumMachineLength)
        }
        self = .machine(SecretBytes(wiping: &bytes))
    }

    /// Reads a machine secret: all bytes of a file, as they are. The folder and the file must be this process's own, with
    /// modes 0700 and 0600. Blocks, shortly.
    package init(machineFile path: String) throws(RootKeyFileError) {
        let (folder, name) = try PrivateFolder.split(path)
        guard var bytes = try PrivateFolder(opening: folder, creating: false).read(name) else { throw .missing }
        self = .machine(SecretBytes(wiping: &bytes))
        try check()
    }

    func check() throws(RootKeyFileError) {
        switch self {
        case .passphrase(let bytes):
            guard bytes.count >= Self.minimumPassphraseLength else {
                throw .secretTooShort(minimum: Self.minimumPassphraseLength)
            }
        case .machine(let bytes):
            guard bytes.count >= Self.minimumMachineLength else {
                throw .secretTooShort(minimum: Self.minimumMachineLength)
            }
        }
    }
}
