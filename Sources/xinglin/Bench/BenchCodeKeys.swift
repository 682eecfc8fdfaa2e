import Foundation
import HealthCardDomain
import HealthCardServices

/// The code key of a benchmark's server in memory, in a file of its folder, so that `bench requests` can make codes for
/// it. No other server uses such a key.
struct BenchCodeKeys: CodeKeys {
    private static let length = 32
    private let key: CodeTokenKey

    static func file(in folder: URL) -> URL { folder.appending(path: "bench-code.key") }

    /// Makes the file where it is missing.
    init(folder: URL) throws {
        let file = Self.file(in: folder)
        if !FileManager.default.fileExists(atPath: file.path) {
            let bytes = Data(Ambient.system.randomBytes(Self.length))
            let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
            guard FileManager.default.createFile(atPath: file.path, contents: bytes, attributes: attributes) else {
                throw CocoaError(.fileWriteUnknown)
            }
        }
        key = try CodeTokenKey(master: Array(Data(contentsOf: file)))
    }

    func current() async throws -> CodeTokenKey { key }

    func accepted() async throws -> [CodeTokenKey] { [key] }
}
