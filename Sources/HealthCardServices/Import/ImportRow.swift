/// One row of a file: its texts by column, not yet judged.
package struct ImportRow: Sendable {
    /// Counts the file's rows from 1, without the header.
    package let number: Int
    private let texts: [(column: ImportColumn, text: String)]

    /// - Parameter texts: an empty text is no text.
    package init(number: Int, texts: [(column: ImportColumn, text: String)]) {
        self.number = number
        self.texts = texts
    }

    package subscript(column: ImportColumn) -> String? {
        for entry in texts where entry.column == column { return entry.text.isEmpty ? nil : entry.text }
        return nil
    }
}
