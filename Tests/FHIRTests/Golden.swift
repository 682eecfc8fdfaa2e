import Foundation
import StrictJSON

/// The golden files: what is sent (`.in.json`), and what must be written (`.out.json`).
enum Golden {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")

    /// The names of all files with this end.
    static func names(_ end: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(end) }.sorted()
    }

    static func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: folder.appending(path: name))) }

    static func value(_ name: String) throws -> JSONValue { try JSONReader.read(bytes(name)) }
}
