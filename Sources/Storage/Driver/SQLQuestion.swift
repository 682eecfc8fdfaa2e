/// A statement with its values, before it is run.
package struct SQLQuestion: Sendable {
    package let statement: SQLStatement
    package let values: [SQLValue]

    package init(_ statement: SQLStatement, _ values: [SQLValue]) {
        self.statement = statement
        self.values = values
    }

    /// Whether it is this statement with these values.
    package func isSame(_ statement: SQLStatement, _ values: [SQLValue]) -> Bool {
        self.statement === statement && self.values == values
    }
}
