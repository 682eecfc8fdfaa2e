import Foundation
import HealthCardDomain
import HealthCardServices
import Matching
import StorageSQLite
import TestSupport

/// A main index on a database in memory, and what tests ask of it.
struct IndexWorld {
    static let reviewer = OperatorID(trusted: "R1")

    let storage: any Storage
    let service: IndexService
    let clock: TestClock

    init(cacheBytes: Int = 1 << 20) throws {
        let (storage, clock) = (try SQLiteStorage.inMemory(keys: TestKeys()), TestClock())
        self.init(storage, clock, cacheBytes: cacheBytes)
    }

    private init(_ storage: any Storage, _ clock: TestClock, cacheBytes: Int) {
        self.storage = storage
        self.clock = clock
        let ambient = Ambient(now: { clock.now }, randomBytes: { [UInt8](repeating: 7, count: $0) })
        service = IndexService(storage: storage, ambient: ambient, cacheBytes: cacheBytes)
    }

    /// Registers what an institution says about a person, a second after whatever came before.
    @discardableResult
    func register(_ person: Int, at institution: Int = 1, as localID: String? = nil) async throws -> RegistrationAnswer
    {
        let id =
            try localID.map { try MadeUpRegistration.id($0, at: institution) }
            ?? MadeUpRegistration.id(person, at: institution)
        return try await register(MadeUpRegistration.fields(person, at: institution, localID: localID), id)
    }

    @discardableResult
    func register(_ fields: SourceFields, _ id: SourceRecordID) async throws -> RegistrationAnswer {
        clock.advance(by: 1)
        return try await service.register(fields, as: id)
    }

    /// What the outside sees of persons: which records belong together, and what is held to be true of each.
    func picture(of numbers: [IndexNumber]) async throws -> [IndexNumber: PersonPicture] {
        var found: [IndexNumber: PersonPicture] = [:]
        for number in numbers {
            let file = try await service.person(number)
            found[number] = PersonPicture(
                index: file.index.number,
                merged: file.merged,
                links: file.links,
                golden: file.golden
            )
        }
        return found
    }
}

/// A person as the outside sees them.
struct PersonPicture: Equatable {
    let index: IndexNumber
    let merged: [IndexNumber]
    let links: [Link]
    let golden: GoldenView
}
