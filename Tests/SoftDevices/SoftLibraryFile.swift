import Foundation

/// The built libraries: in the folder of the test bundle.
enum SoftLibraryFile {
    struct Missing: Error, CustomStringConvertible {
        let name: String
        let folders: [String]

        var description: String {
            "\(name) is in none of \(folders): is the library product built? (swift build builds it)"
        }
    }

    /// Looks in the folders of everything that is loaded into this process, the test bundle among it, and above.
    static func path(_ name: String) throws -> String {
        let maps = try String(contentsOfFile: "/proc/self/maps", encoding: .utf8)
        let files = maps.split(separator: "\n").map { $0.drop { $0 != "/" } }.filter { !$0.isEmpty }
        let folders = Set(files.map { URL(filePath: String($0)).deletingLastPathComponent().path })
        for start in folders.sorted() {
            var folder = URL(filePath: start)
            while folder.path != "/" {
                let candidate = folder.appending(path: name)
                if FileManager.default.isReadableFile(atPath: candidate.path) { return candidate.path }
                folder.deleteLastPathComponent()
            }
        }
        throw Missing(name: name, folders: folders.sorted())
    }
}
