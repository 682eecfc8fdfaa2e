package import Foundation

/// One row of an answer, read by column position.
///
/// Reading a column as something it is not throws `StorageFault.corruptRow`: it names the statement and the column's
/// position, never the value.
package struct SQLRow: Sendable {
    private let values: [SQLValue]
    private let source: SQLStatement

    package init(_ values: [SQLValue], of source: SQLStatement) {
        self.values = values
        self.source = source
    }

    /// A text that is there.
    package func text(_ column: Int) throws -> String {
        guard case .text(let value) = values[column] else { throw corrupt(column) }
        return value
    }

    /// A text, or `nil` for null.
    package func optionalText(_ column: Int) throws -> String? {
        values[column] == .null ? nil : try text(column)
    }

    /// A 64-bit integer that is there.
    package func integer(_ column: Int) throws -> Int64 {
        guard case .integer(let value) = values[column] else { throw corrupt(column) }
        return value
    }

    /// A count, or a number of our own.
    package func count(_ column: Int) throws -> Int { Int(try integer(column)) }

    /// Bytes that are there; may be none.
    package func blob(_ column: Int) throws -> [UInt8] {
        guard case .blob(let value) = values[column] else { throw corrupt(column) }
        return value
    }

    /// Bytes, or `nil` for null.
    package func optionalBlob(_ column: Int) throws -> [UInt8]? {
        if case .null = values[column] { return nil }
        return try blob(column)
    }

    /// An instant, from milliseconds since 1970, UTC.
    package func instant(_ column: Int) throws -> Date {
        Date(storedMilliseconds: try integer(column))
    }

    /// An instant, or `nil` for null.
    package func optionalInstant(_ column: Int) throws -> Date? {
        values[column] == .null ? nil : try instant(column)
    }

    /// A value as it lies in the column.
    package func value(_ column: Int) -> SQLValue { values[column] }

    /// A word of a closed list.
    package func word<Word: RawRepresentable>(_ column: Int, as type: Word.Type = Word.self) throws -> Word
    where Word.RawValue == String {
        guard let word = Word(rawValue: try text(column)) else { throw corrupt(column) }
        return word
    }

    /// A word of a closed list, or `nil` for null.
    package func optionalWord<Word: RawRepresentable>(_ column: Int, as type: Word.Type = Word.self) throws -> Word?
    where Word.RawValue == String {
        values[column] == .null ? nil : try word(column)
    }

    /// The fault of a column that cannot be read.
    package func corrupt(_ column: Int) -> StorageFault {
        .corruptRow(statement: source.name, column: column)
    }
}
