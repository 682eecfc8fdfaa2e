/// What a source record is known by outside: the authority, and the patient number it gave. A patient number is
/// unique inside its authority only.
package struct SourceRecordID: Sendable, Hashable {
    package let authority: AssigningAuthority
    package let localID: PatientID

    package init(authority: AssigningAuthority, localID: PatientID) {
        self.authority = authority
        self.localID = localID
    }
}
