/// What people decided to be not the same: pairs of persons, and persons that the record itself is apart from.
///
/// Such a decision is a veto for ever; the service carries it through merges.
package struct ApartPersons: Sendable, Equatable {
    private struct Pair: Hashable {
        let lower: Int64
        let upper: Int64
    }

    private var pairs: Set<Pair> = []
    private var ofRecord: Set<Int64> = []

    package init() {}

    package mutating func insert(_ one: Int64, _ other: Int64) {
        pairs.insert(Pair(lower: min(one, other), upper: max(one, other)))
    }

    /// Notes that the record under decision does not belong to this person.
    package mutating func insertForRecord(_ person: Int64) { ofRecord.insert(person) }

    func contains(_ one: Int64, _ other: Int64) -> Bool {
        !pairs.isEmpty && pairs.contains(Pair(lower: min(one, other), upper: max(one, other)))
    }

    func containsForRecord(_ person: Int64) -> Bool { ofRecord.contains(person) }
}
