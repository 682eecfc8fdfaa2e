import Foundation
import HealthCardServices
import StoragePostgres
import StorageSQLite

/// A data folder, open: its database, in the folder or on a server,
/// and the keys of its sealed columns. What every command works on.
struct Registry {
    let chest: KeyChest
    let storage: any StorageEngine
    let life: KeyLifeService
    let consents: ConsentService

    /// Opens the data folder, and the database in it or at the address of `--storage`.
    ///
    /// - Parameter creating: whether to make them where they are not there.
    /// - Throws: `StartFault.databaseMissing`, and what is wrong with the keys or the database.
    static func open(_ place: PlaceOptions, creating: Bool) async throws -> Registry {
        let folder = creating ? try place.makeFolder() : place.folder
        if let text = place.storage {
            var options = PostgresOptions()
            options.isProduction = place.keys.production
            let address = try PostgresAddress(text)
            let isFresh = try await PostgresStorage.isFresh(address, options: options)
            guard creating || !isFresh else { throw StartFault.databaseMissing(place.data) }
            let chest = try await KeyChest.open(place.keys, folder: folder, isFresh: isFresh)
            let storage = try await PostgresStorage.open(address, options: options, keys: chest.ring)
            return Registry(chest, storage, place)
        }
        let file = folder.appending(path: "xinglin.sqlite").path
        let isFresh = !FileManager.default.fileExists(atPath: file)
        guard creating || !isFresh else { throw StartFault.databaseMissing(place.data) }
        let chest = try await KeyChest.open(place.keys, folder: folder, isFresh: isFresh)
        return Registry(chest, try SQLiteStorage(path: file, keys: chest.ring), place)
    }

    private init(_ chest: KeyChest, _ storage: any StorageEngine, _ place: PlaceOptions) {
        self.chest = chest
        self.storage = storage
        life = chest.life(over: storage, region: place.keys.regionCode)
        consents = ConsentService(storage: storage, service: chest.service, ambient: .system)
    }

    func hasRoots() async throws -> Bool { try await storage.read { try !$0.keys.roots().isEmpty } }

    /// Takes the keys into memory that the database names.
    func refreshKeys() async throws { try await chest.ring.refresh(from: storage) }

    func close() async throws {
        try await storage.close()
        await chest.close()
    }
}
