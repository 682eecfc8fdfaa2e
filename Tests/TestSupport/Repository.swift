package import Foundation

/// The files of this repository, for tests that hold documents to code.
package enum Repository {
    package static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    package static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// The Swift files under a folder, with their paths from the root, in the order of their names.
    package static func swiftFiles(under folder: String) throws -> [(path: String, text: String)] {
        let start = root.appending(path: folder).resolvingSymlinksInPath()
        guard let walker = FileManager.default.enumerator(atPath: start.path) else { throw CocoaError(.fileNoSuchFile) }
        return try walker.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.sorted().map { name in
            (folder + "/" + name, try String(contentsOf: start.appending(path: name), encoding: .utf8))
        }
    }
}
