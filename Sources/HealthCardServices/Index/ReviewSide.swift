package import HealthCardDomain

/// One of the two persons of a review, with everything that is shown of them.
package struct ReviewSide: Sendable, Equatable {
    /// A live source record as it stands in the comparison.
    package struct Record: Sendable, Equatable {
        package let version: SourceRecordVersion
        package let authority: AssigningAuthority
        /// The institution's name; `nil` where the authority is no institution of the region.
        package let institution: Institution?
    }

    /// The index as the review names it.
    package let index: IndexNumber
    /// The person of today.
    package let person: IndexNumber
    package let golden: GoldenView
    /// How far the person is known; `nil` where nobody says anything of them.
    package let kind: PersonKind?
    /// The oldest live records, at most ``ReviewDesk/recordsShown``.
    package let records: [Record]
    /// How many more there are.
    package let more: Int
}
