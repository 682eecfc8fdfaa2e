import Foundation
import HealthCardDomain
import HealthCardServices

/// The code key in a file of the data folder: 32 random bytes, made at the first start, readable by the owner only.
///
/// A software key: fit for a sandbox and a trial. Rotation and hardware modules come with the key service.
struct FileCodeKeys: CodeKeys {
    /// Why a key file is not used.
    enum Fault: Error, CustomStringConvertible {
        case wrongLength(path: String)
        case tooOpen(path: String)

        var description: String {
            switch self {
            case .wrongLength(let path): "密钥文件长度不正确 / the key file does not have 32 bytes: \(path)"
            case .tooOpen(let path): "密钥文件权限过宽 / others may read the key file (want 0600): \(path)"
            }
        }
    }

    private static let length = 32
    private let key: CodeTokenKey

    init(folder: URL, ambient: Ambient) throws {
        let file = folder.appending(path: "code.key")
        if !FileManager.default.fileExists(atPath: file.path) {
            let bytes = Data(ambient.randomBytes(Self.length))
            guard
                FileManager.default.createFile(
                    atPath: file.path,
                    contents: bytes,
                    attributes: [.posixPermissions: 0o600]
                )
            else { throw CocoaError(.fileWriteUnknown) }
        }
        let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
        guard let mode = attributes[.posixPermissions] as? NSNumber, mode.intValue & 0o077 == 0 else {
            throw Fault.tooOpen(path: file.path)
        }
        let bytes = try Array(Data(contentsOf: file))
        guard bytes.count == Self.length else { throw Fault.wrongLength(path: file.path) }
        key = try CodeTokenKey(master: bytes)
    }

    func current() async throws -> CodeTokenKey { key }

    func accepted() async throws -> [CodeTokenKey] { [key] }
}
