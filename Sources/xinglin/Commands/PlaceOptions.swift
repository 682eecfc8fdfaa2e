import ArgumentParser
import Foundation

/// The data folder and its keys; shared by every command that opens one.
struct PlaceOptions: ParsableArguments {
    @Option(
        help: """
            The data folder: database and sealed keys, readable by its owner only. serve, demo, keys enrol and keys \
            generate-root make it; for any other command it must be there.
            """
    )
    var data = "demo-data"

    @OptionGroup var keys: KeyOptions

    func validate() throws {
        guard !data.isEmpty else { throw ValidationError("--data must name a folder") }
    }

    /// The data folder, which may not be there yet.
    var folder: URL { URL(filePath: data, directoryHint: .isDirectory).absoluteURL }

    /// The data folder, made with access for its owner only.
    func makeFolder() throws -> URL {
        try FileManager.default.createDirectory(
            at: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        return folder
    }
}
