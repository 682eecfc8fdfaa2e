package import HealthCardDomain
import Matching

/// Everything a decision about one record rests on, named rather than read: two equal ones give the same decision.
package struct MatchBasis: Sendable, Equatable {
    /// A person that shares a block with the record.
    package struct Candidate: Sendable, Equatable {
        package let index: IndexNumber
        /// The oldest live records, at most ``MatchEngine/recordsRead``.
        package var records: [RecordReference]
        /// Whether there are more.
        package let isCut: Bool

        /// Different records among those that were read.
        var recordCount: Int { Set(records.map(\.number)).count }
    }

    package var candidates: [Candidate] = []
    /// Persons under each of the record's keys, in their order.
    package var counts: [Int] = []
    /// About how many persons there are.
    package var persons = 0
    package var apart: [ApartPair] = []
    /// Persons to whom the record must not go.
    package var forbidden: [IndexNumber] = []
}
