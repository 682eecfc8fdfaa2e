package import HealthCardDomain

/// The state of imports, and the populations they bring.
package protocol ImportRepository {
    func job(_ id: String) throws -> ImportJob?
    /// - Throws: `StorageConflict.jobMoved` where there is one already.
    func add(_ job: ImportJob) throws
    /// Writes what a part changed.
    ///
    /// - Throws: `StorageConflict.jobMoved` where the stored job does not stand at `nextByte`, or is finished.
    func save(_ job: ImportJob, from nextByte: Int64) throws
    func check(_ digest: [UInt8]) throws -> ImportCheck?
    /// Keeps a check; again is no change.
    func add(_ check: ImportCheck) throws
    /// Puts a person on a list.
    ///
    /// - Returns: the run that put them there first; `nil` where it is this one, now.
    func tag(_ person: PersonID, as tag: PopulationTag, by job: String) throws -> String?
    /// Puts people on a list who were added in the same transaction, all at once.
    func tag(_ persons: [PersonID], as tag: PopulationTag, by job: String) throws
    func coverage(of tag: PopulationTag) throws -> Coverage
    func tags() throws -> [PopulationTag]
}
