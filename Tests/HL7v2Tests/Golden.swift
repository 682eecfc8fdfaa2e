import Foundation
import HL7v2
import Testing

/// The golden messages: what is sent, and what must come back. In the files segments end with a line feed, so that they
/// can be read.
enum Golden {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")

    /// The names of all, in the order in which they are sent.
    static func names() throws -> [String] {
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        return files.filter { $0.hasSuffix(".in") }.map { String($0.dropLast(3)) }.sorted()
    }

    /// A file with carriage returns for line feeds.
    static func bytes(_ name: String) throws -> [UInt8] {
        try Data(contentsOf: folder.appending(path: name)).map { $0 == 0x0A ? 0x0D : $0 }
    }

    /// A message with carriage returns for line feeds.
    static func text(_ bytes: [UInt8]) -> String {
        String(decoding: bytes.map { $0 == 0x0D ? 0x0A : $0 }, as: UTF8.self)
    }
}
