import SMCrypto

/// The key that the file of root keys is sealed under, as one secret and one salt make it.
struct FileKey: Sendable {
    private static let length = 32
    private static let machineLabel = Array("xinglin.root-keys.machine.1".utf8)
    private static let checkLabel = Array("xinglin.root-keys.check.1".utf8)

    let derivation: RootKeyFile.Derivation
    let salt: [UInt8]
    let check: [UInt8]
    private let cipher: AuthenticatedCipher

    /// Derives the key. With a passphrase this takes a good part of a second.
    ///
    /// - Throws: `.wrongKindOfSecret` where the secret is of the other kind, `.failed` if libcrypto fails.
    init(
        secret: RootKeySecret,
        derivation: RootKeyFile.Derivation,
        salt: [UInt8]
    ) throws(RootKeyFileError) {
        self.derivation = derivation
        self.salt = salt
        let makeKey: () throws -> SecretBytes =
            switch (secret, derivation) {
            case (.passphrase(let passphrase), .passphrase(let iterations)):
                {
                    try PBKDF2SM3.derive(
                        passphrase: passphrase,
                        salt: salt,
                        iterations: iterations,
                        length: Self.length
                    )
                }
            case (.machine(let machine), .machineSecret):
                { try HKDFSM3.derive(secret: machine, salt: salt, info: Self.machineLabel, length: Self.length) }
            case (.passphrase, .machineSecret), (.machine, .passphrase):
                throw .wrongKindOfSecret
            }
        do {
            let key = try makeKey()
            check = try HKDFSM3.derive(
                secret: key,
                salt: [],
                info: Self.checkLabel,
                length: RootKeyFile.checkLength
            ).exposed
            cipher = try AuthenticatedCipher(secret: key, purpose: "root-keys")
        } catch {
            throw .failed
        }
    }

    /// Whether this key sealed the file, by its check value.
    func fits(_ file: RootKeyFile) -> Bool { ConstantTime.areEqual(check, file.check) }

    /// Seals a table into a file.
    ///
    /// - Parameter nonce: 16 random bytes, drawn anew for each file.
    func seal(_ table: RootKeyTable, nonce: [UInt8]) -> RootKeyFile {
        let empty = RootKeyFile(derivation: derivation, salt: salt, check: check, nonce: nonce, body: [])
        let body = table.withBytes { cipher.seal($0, nonce: nonce, associated: empty.associated) }
        return RootKeyFile(derivation: derivation, salt: salt, check: check, nonce: nonce, body: body)
    }

    /// Opens the table of a file whose check value fits.
    ///
    /// - Throws: `.changed` where the file is not genuine.
    func open(_ file: RootKeyFile) throws(RootKeyFileError) -> RootKeyTable {
        var body: [UInt8]
        do {
            body = try cipher.open(file.body, nonce: file.nonce, associated: file.associated)
        } catch {
            throw .changed
        }
        defer { SecretBytes.wipe(&body) }
        guard let table = RootKeyTable(parsing: body) else { throw .changed }
        return table
    }
}
