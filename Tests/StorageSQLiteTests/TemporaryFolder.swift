import Foundation

/// A folder of one test's own.
struct TemporaryFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "sqlite-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
    }

    var database: String { url.appending(path: "test.sqlite").path }

    func remove() throws { try FileManager.default.removeItem(at: url) }
}
