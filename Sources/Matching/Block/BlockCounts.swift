/// How many persons lie under each key of a record, the crowded keys that gave no candidates included.
///
/// A phone under which many persons lie is a switchboard, a number under which many lie is a placeholder, a name under
/// which many lie is common: the live counts are the term frequencies of the index.
package struct BlockCounts: Sendable, Equatable {
    /// How many persons the whole index has.
    package let persons: Int
    private let counts: [BlockKey: Int]

    /// - Parameter counts: Persons by key; a key that is missing counts as nobody.
    package init(persons: Int, counts: [BlockKey: Int]) {
        self.persons = persons
        self.counts = counts
    }

    package subscript(key: BlockKey) -> Int { counts[key] ?? 0 }
}
