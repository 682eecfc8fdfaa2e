import ArgumentParser
import Foundation
import Storage
import StoragePostgres

/// The data folder and its keys; shared by every command that opens one.
struct PlaceOptions: ParsableArguments {
    @Option(
        help: """
            The data folder: database and sealed keys, readable by its owner only. serve, demo, keys enrol and keys \
            generate-root make it; for any other command it must be there.
            """
    )
    var data = "demo-data"

    @Option(
        help: """
            The database, where it is not the file in the data folder: postgres://USER@HOST,HOST/DATABASE. The password \
            lies in the file that PGPASSFILE names.
            """
    )
    var storage: String?

    @OptionGroup var keys: KeyOptions

    func validate() throws {
        guard !data.isEmpty else { throw ValidationError("--data must name a folder") }
        guard let storage else { return }
        do {
            _ = try PostgresAddress(storage)
        } catch StorageFault.settingRefused(_, let found) {
            throw ValidationError("--storage is an address of PostgreSQL without a password, not \(found)")
        }
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
