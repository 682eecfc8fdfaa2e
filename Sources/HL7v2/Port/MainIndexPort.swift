/// What this face needs of the main index. Whatever is thrown and is no ``MainIndexRefusal`` is a fault.
package protocol MainIndexPort: Sendable {
    /// Files what an institution says about a patient, over what it said before, and links the record. The same statement
    /// again changes nothing.
    ///
    /// - Throws: `MainIndexRefusal.identifierUnknown` for a number that was merged into another, `.notAllowed`,
    ///   `.textTooLong`, `.unavailable`.
    func register(_ statement: PatientStatement, for sender: Sender) async throws

    /// Files that two numbers mean one patient. The same merge again changes nothing.
    ///
    /// - Throws: `MainIndexRefusal.identifierUnknown`, `.heldApart`, `.waitsForReview`, `.notAllowed`, `.unavailable`.
    func merge(_ merge: IdentifierMerge, for sender: Sender) async throws

    /// All numbers of the person whom a number means, in the order of their domains and values, itself among them.
    ///
    /// - Throws: `MainIndexRefusal.identifierUnknown`, `.notAllowed`, `.unavailable`.
    func identifiers(of identifier: PatientIdentifier, for sender: Sender) async throws -> [PatientIdentifier]

    /// The persons whom demographics may mean, the likeliest first.
    ///
    /// - Throws: `MainIndexRefusal.pointerUnknown`, `.queryTooWide`, `.notAllowed`, `.unavailable`.
    func find(_ query: DemographicQuery, for sender: Sender) async throws -> FoundPage
}
