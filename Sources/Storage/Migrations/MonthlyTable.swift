/// A table that grows for ever, and so lies in one partition a month where the engine has partitions.
package struct MonthlyTable: Sendable {
    package let name: String
    /// The column, in milliseconds, by which rows belong to a month.
    package let time: String
    /// The column that is unique by itself. A rule of a whole partitioned table must name the time, so this one is kept
    /// within each month; no two months share a value, since it counts up or holds random bytes.
    package let key: String
    /// The columns and constraints, without the key.
    package let definition: String
    /// The constraints among them that are kept by an index.
    package let unique: [String]
    /// Further indexes: what they are named, and the words behind `ON table`.
    package let indexes: [(name: String, words: String)]
    /// Rules of other tables that refer to the key. No engine keeps them over months, and they go.
    package let references: [(table: String, constraint: String)]
    /// Whether rows are never changed or removed one by one.
    package let isAppendOnly: Bool
}
