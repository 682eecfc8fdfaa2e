/// A table, and those of its columns into which many rows are written at once.
///
/// Made once, as a `static let`, like a statement.
package final class SQLTable: Sendable {
    package let name: String
    /// In the order of a row's values.
    package let columns: [String]
    /// Writes one row.
    package let insert: SQLStatement

    /// - Parameter sharing: of the statement that writes one row.
    package init(_ name: String, _ columns: [String], sharing: SQLStatement.Sharing = .none) {
        precondition(!columns.isEmpty, "a row has values")
        self.name = name
        self.columns = columns
        let places = (1...columns.count).map { "$\($0)" }.joined(separator: ", ")
        insert = SQLStatement(
            "\(name).add",
            "INSERT INTO \(name) (\(columns.joined(separator: ", "))) VALUES (\(places))",
            sharing: sharing
        )
    }
}
