import Foundation
import HealthCardServices
import SMCrypto

/// The file of root keys with what opens it. Its calls block: they run on the service's own thread.
///
/// Several processes may share a file: each change takes the lock file, reads what others wrote since, and replaces the
/// file as a whole.
struct RootKeyStore: Sendable {
    private let folder: PrivateFolder
    private let name: String
    private let ambient: Ambient
    private var key: FileKey
    /// The file as this process last read or wrote it.
    private var current: RootKeyFile
    /// The keys of that file.
    private(set) var table: RootKeyTable

    /// Opens the file, and makes it first if it is missing and that is wanted.
    init(path: String, secret: RootKeySecret, ambient: Ambient, creating: Bool) throws(RootKeyFileError) {
        try secret.check()
        let (folderPath, name) = try PrivateFolder.split(path)
        let folder = try PrivateFolder(opening: folderPath, creating: creating)
        self.folder = folder
        self.name = name
        self.ambient = ambient
        (key, current, table) = try folder.withLock(name + ".lock") { () throws(RootKeyFileError) in
            if let bytes = try folder.read(name) {
                return try Self.unseal(RootKeyFile(parsing: bytes), secret, folder, name, at: ambient.now())
            }
            guard creating else { throw .missing }
            let key = try Self.newKey(secret, ambient)
            let table = RootKeyTable()
            return (key, try Self.write(table, key, folder, name, ambient), table)
        }
    }

    /// Reads what other processes wrote since.
    mutating func refresh() throws(RootKeyFileError) {
        guard let bytes = try folder.read(name) else { throw .missing }
        let file = try RootKeyFile(parsing: bytes)
        guard file != current else { return }
        guard file.salt == key.salt, file.derivation == key.derivation, key.fits(file) else { throw .sealedAnew }
        table = try key.open(file)
        current = file
    }

    /// Changes the table and writes it; the change holds only once it is on the disk.
    mutating func update(_ change: (inout RootKeyTable) throws(RootKeyFileError) -> Void) throws(RootKeyFileError) {
        var copy = self
        self = try folder.withLock(name + ".lock") { () throws(RootKeyFileError) in
            try copy.refresh()
            try change(&copy.table)
            copy.current = try Self.write(copy.table, copy.key, copy.folder, copy.name, copy.ambient)
            return copy
        }
    }

    /// Seals the file under another secret. The keys in it stay as they are.
    mutating func reseal(with secret: RootKeySecret) throws(RootKeyFileError) {
        try secret.check()
        var copy = self
        copy.key = try Self.newKey(secret, ambient)
        let old = key
        self = try folder.withLock(name + ".lock") { () throws(RootKeyFileError) in
            let new = copy.key
            copy.key = old
            try copy.refresh()
            copy.key = new
            copy.current = try Self.write(copy.table, copy.key, copy.folder, copy.name, copy.ambient)
            return copy
        }
    }

    private static func unseal(
        _ file: RootKeyFile,
        _ secret: RootKeySecret,
        _ folder: PrivateFolder,
        _ name: String,
        at now: Date
    ) throws(RootKeyFileError) -> (FileKey, RootKeyFile, RootKeyTable) {
        var attempts: AttemptLog?
        switch (secret, file.derivation) {
        case (.passphrase, .passphrase):
            attempts = AttemptLog(folder: folder, name: name + ".attempts")
        case (.machine, .machineSecret):
            break
        case (.passphrase, .machineSecret), (.machine, .passphrase):
            throw .wrongKindOfSecret
        }
        try attempts?.begin(at: now)
        let key = try FileKey(secret: secret, derivation: file.derivation, salt: file.salt)
        guard key.fits(file) else { throw .wrongSecret }
        try attempts?.succeed()
        return (key, file, try key.open(file))
    }

    private static func newKey(_ secret: RootKeySecret, _ ambient: Ambient) throws(RootKeyFileError) -> FileKey {
        let derivation: RootKeyFile.Derivation =
            switch secret {
            case .passphrase: .passphrase(iterations: RootKeyFile.standardIterations)
            case .machine: .machineSecret
            }
        return try FileKey(
            secret: secret,
            derivation: derivation,
            salt: ambient.randomBytes(RootKeyFile.saltLength)
        )
    }

    private static func write(
        _ table: RootKeyTable,
        _ key: FileKey,
        _ folder: PrivateFolder,
        _ name: String,
        _ ambient: Ambient
    ) throws(RootKeyFileError) -> RootKeyFile {
        let file = key.seal(table, nonce: ambient.randomBytes(AuthenticatedCipher.nonceLength))
        try folder.replace(name, with: file.bytes)
        return file
    }
}
