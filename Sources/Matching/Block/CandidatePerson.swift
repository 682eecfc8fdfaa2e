/// A person of the index that shares a block with the record, with the live records that were read of it.
package struct CandidatePerson: Sendable {
    package let index: Int64
    /// All live records of the person, the oldest first; at most ``MatchEngine/recordsRead`` of them.
    package let records: [MatchRecord]
    /// Whether the person has more records than were read. Such a person is joined with no other by itself.
    package let isCut: Bool

    package init(index: Int64, records: [MatchRecord], isCut: Bool = false) {
        self.index = index
        self.records = records
        self.isCut = isCut
    }
}
