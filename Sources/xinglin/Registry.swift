import Foundation
import HealthCardServices
import StorageSQLite

/// A data folder, open: its database and the keys of its sealed columns. What every command works on.
struct Registry {
    let chest: KeyChest
    let storage: SQLiteStorage
    let life: KeyLifeService
    let consents: ConsentService

    /// Opens the data folder.
    ///
    /// - Parameter creating: whether to make it where it is not there.
    /// - Throws: `StartFault.databaseMissing`, and what is wrong with the keys or the database.
    static func open(_ place: PlaceOptions, creating: Bool) async throws -> Registry {
        let folder = creating ? try place.makeFolder() : place.folder
        let file = folder.appending(path: "xinglin.sqlite").path
        let isFresh = !FileManager.default.fileExists(atPath: file)
        guard creating || !isFresh else { throw StartFault.databaseMissing(place.data) }
        let chest = try await KeyChest.open(place.keys, folder: folder, isFresh: isFresh)
        let storage = try SQLiteStorage(path: file, keys: chest.ring)
        return Registry(
            chest: chest,
            storage: storage,
            life: chest.life(over: storage, region: place.keys.regionCode),
            consents: ConsentService(storage: storage, service: chest.service, ambient: .system)
        )
    }

    func hasRoots() async throws -> Bool { try await storage.read { try !$0.keys.roots().isEmpty } }

    /// Takes the keys into memory that the database names.
    func refreshKeys() async throws { try await chest.ring.refresh(from: storage) }

    func close() async throws {
        try await storage.close()
        await chest.close()
    }
}
