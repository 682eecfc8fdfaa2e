import Foundation
import HealthCardServices
import SMCrypto
import SoftwareKeys
import Synchronization

/// A folder of this test alone, with a path for a file of root keys in it.
final class KeyFolder: Sendable {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "keys-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder,
            withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700]
        )
    }

    deinit {
        do {
            try FileManager.default.removeItem(at: folder)
        } catch {
            preconditionFailure("a test's folder could not be removed")
        }
    }

    var file: URL { folder.appending(path: "root-keys.sealed") }
    var attempts: URL { folder.appending(path: "root-keys.sealed.attempts") }

    func bytes() throws -> [UInt8] { try Array(Data(contentsOf: file)) }

    /// Puts bytes where the file is, with the file's own permissions.
    func put(_ bytes: [UInt8], at url: URL? = nil, mode: Int = 0o600) throws {
        let url = url ?? file
        try Data(bytes).write(to: url)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: url.path())
    }

    func mode(of url: URL) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: url.path())
        return (attributes[.posixPermissions] as? Int ?? 0) & 0o777
    }

    /// Opens the file under the machine secret of this test, or another secret.
    func open(
        _ secret: RootKeySecret = .test,
        at instant: Date = .start,
        ifMissing: MissingFile = .create,
        timeLimit: Duration = .seconds(60),
        randomBytes: @escaping @Sendable (Int) -> [UInt8] = { count in (0..<count).map { _ in .random(in: 0...255) } }
    ) async throws -> SoftwareKeyService {
        try await SoftwareKeyService.open(
            file: file.path(),
            secret: secret,
            ambient: Ambient(now: { instant }, randomBytes: randomBytes),
            clock: ContinuousClock(),
            timeLimit: timeLimit,
            ifMissing: ifMissing
        )
    }
}

extension Date {
    static let start = Date(timeIntervalSince1970: 1_790_000_000)
}

extension RootKeySecret {
    static let test = RootKeySecret.machine(SecretBytes([UInt8](repeating: 0x42, count: 32)))

    static func words(_ text: String) -> RootKeySecret { .passphrase(SecretBytes(Array(text.utf8))) }
}
