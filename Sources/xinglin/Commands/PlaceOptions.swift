import ArgumentParser
import Foundation

/// The data folder and its keys; shared by every command that opens one.
struct PlaceOptions: ParsableArguments {
    @Option(help: "The data folder: database and sealed keys. Made if it is not there, readable by its owner only.")
    var data = "demo-data"

    @OptionGroup var keys: KeyOptions

    func validate() throws {
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
