/// The file that explains every row that was not taken: CSV in UTF-8 with a byte order mark, as spreadsheets open it.
package enum RejectsFile {
    /// The bytes before the first row.
    package static let header = [0xEF, 0xBB, 0xBF] + Array("row,field,value,code,reason_zh,reason_en\r\n".utf8)

    /// The row of one rejection.
    package static func line(_ reject: RowReject) -> [UInt8] {
        let cells = [
            String(reject.row), reject.column?.rawValue ?? "", reject.masked, reject.code, reject.chinese,
            reject.english,
        ]
        return Array((cells.map(cell).joined(separator: ",") + "\r\n").utf8)
    }

    /// Quotes a cell that needs it, and puts an apostrophe before what a spreadsheet would run.
    package static func cell(_ text: String) -> String {
        let isFormula = text.utf8.first.map { "=+-@\t\r".utf8.contains($0) } ?? false
        let safe = isFormula ? "'" + text : text
        guard safe.utf8.contains(where: { "\",\r\n".utf8.contains($0) }) else { return safe }
        return "\"" + safe.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
