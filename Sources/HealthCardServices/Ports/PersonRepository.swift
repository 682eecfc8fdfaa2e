package import Foundation
package import HealthCardDomain

/// Persons of the master index and the identifiers that lead to them.
package protocol PersonRepository {
    func find(_ id: PersonID) throws -> Person?
    /// A card and its holder, in one look-up.
    func holder(of card: CardID) throws -> CardHolder?
    /// Finds by a verified identifier among the active links.
    func find(document: DocumentNumber) throws -> Person?
    /// Whether active links lead from documents to anybody, in the order of the documents.
    func areKnown(_ documents: [DocumentNumber]) throws -> [Bool]
    /// Adds many people at once, each with the active link from their document. Where another transaction was first with
    /// one of them, it is a fault.
    ///
    /// - Precondition: `areKnown` gave `false` for all of them in the same transaction.
    func add(_ residents: [SealedResident], at instant: Date) throws
    /// Adds a person and the active link from their document, together.
    ///
    /// - Throws: `StorageConflict.identifierTaken` where another person holds the document: at most one active link
    ///   leads from an (authority, value) pair.
    func add(_ person: Person) throws
    /// Persons in the order of their ids, from the one after `id` on; from the first where it is `nil`.
    func page(after id: PersonID?, limit: Int) throws -> [Person]
    /// Replaces the person's data if the stored version is one less than `person.version`.
    ///
    /// - Throws: `StorageConflict.versionMoved` otherwise.
    func save(_ person: Person) throws
}
