import SMCrypto

/// One numbered step of the schema. It goes forward only, and is frozen once merged.
package struct Migration: Sendable {
    package let number: Int
    package let name: String
    /// The statements, in order, in a driver's dialect.
    package let statements: @Sendable (any SQLDialect) -> [String]

    package init(number: Int, name: String, statements: @escaping @Sendable (any SQLDialect) -> [String]) {
        self.number = number
        self.name = name
        self.statements = statements
    }

    /// SM3 over the statements in a dialect, in lower-case hexadecimal: how a changed migration is noticed.
    package func digest(in dialect: any SQLDialect) -> String {
        Hex.lower(SM3.hash(Array(statements(dialect).joined(separator: ";\n").utf8)))
    }
}
