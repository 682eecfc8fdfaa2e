package import Foundation
package import HealthCardDomain

/// Which person an institution's patient number is (`A05`).
package protocol PatientIndexRepository {
    func person(_ patient: PatientID, of institution: InstitutionCode) throws -> PersonID?
    /// The patient numbers of a person, by institution; at most 1,000.
    func indexes(of person: PersonID) throws -> [PatientIndex]
    /// Adds an index that is not there.
    ///
    /// - Throws: `StorageConflict.indexTaken` where the number is somebody's already.
    func add(_ index: PatientIndex, at instant: Date) throws
    /// Indexes of an institution in a stable order of their own, for export.
    ///
    /// - Parameter after: the last page's last place; empty for the first.
    func page(
        of institution: InstitutionCode,
        after place: [UInt8],
        limit: Int
    ) throws -> [(place: [UInt8], PatientIndex)]
}
