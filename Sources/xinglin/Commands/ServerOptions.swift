import ArgumentParser
import Foundation

/// Where the server listens and keeps its data; shared by `serve` and `demo`.
struct ServerOptions: ParsableArguments {
    @Option(help: "The TCP port on 127.0.0.1; 1 to 65535.")
    var port = 8080

    @Option(help: "The data folder: database and keys. Made if it is not there, readable by its owner only.")
    var data = "demo-data"

    func validate() throws {
        guard (1...65_535).contains(port) else { throw ValidationError("--port must be 1 to 65535") }
        guard !data.isEmpty else { throw ValidationError("--data must name a folder") }
    }

    /// The data folder, made with access for its owner only.
    func makeFolder() throws -> URL {
        let folder = URL(filePath: data, directoryHint: .isDirectory).absoluteURL
        try FileManager.default.createDirectory(
            at: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        return folder
    }
}
