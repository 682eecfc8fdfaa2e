package import HealthCardServices

/// A file of CSV in UTF-8 whose header names its columns, read row by row in bounded memory. Unlike a list that people
/// hand in, it must be whole: the first damaged row ends the reading. Not for two threads at once.
package final class HeadedRows {
    /// What is wrong, and where.
    package enum Damage: Error, Sendable, Equatable {
        /// A column that was asked for is not in the header.
        case columnMissing(name: String)
        /// A row cannot be read.
        ///
        /// - Parameter line: from 1, with the header as the first.
        case row(line: Int, RowFault)
    }

    private static let countedBytes = 1_048_576

    private let file: any FileBytes
    private let decoder: TextDecoder
    private var scanner: RecordScanner
    /// Where each asked column stands.
    private var columns: [Int] = []
    private let width: Int

    /// Reads the header.
    ///
    /// - Throws: `Damage`, `FileRefusal`, and what reading throws.
    package init(_ file: any FileBytes, columns names: [String]) throws {
        self.file = file
        decoder = try TextDecoder(.utf8)
        let hasMark = try file.read(at: 0, limit: 3) == [0xEF, 0xBB, 0xBF]
        scanner = RecordScanner(file, form: .csv(separator: UInt8(ascii: ",")), from: hasMark ? 3 : 0)
        guard try scanner.next() else { throw FileRefusal.empty }
        let record = scanner.record
        width = record.count
        if let fault = record.fault { throw Damage.row(line: 1, fault) }
        let header = (0..<record.count).map { decoder.text(record[$0]) }
        for name in names {
            guard let column = header.firstIndex(of: name) else { throw Damage.columnMissing(name: name) }
            columns.append(column)
        }
    }

    /// Where the next row begins, in bytes.
    package var place: Int64 { scanner.place }

    /// The asked cells of the next row in the order in which they were asked for, or `nil` behind the last.
    ///
    /// - Throws: `Damage.row`, and what reading throws.
    package func next() throws -> [String]? {
        let start = scanner.place
        guard try scanner.next() else { return nil }
        let record = scanner.record
        if let fault = record.fault { throw try damage(fault, from: start) }
        guard record.count == width else { throw try damage(.columnCount, from: start) }
        var cells: [String] = []
        cells.reserveCapacity(columns.count)
        for column in columns {
            guard let text = decoder.text(record[column]) else { throw try damage(.notText, from: start) }
            cells.append(text)
        }
        return cells
    }

    /// Counts the lines before a place, which only a damaged row is worth.
    private func damage(_ fault: RowFault, from place: Int64) throws -> Damage {
        var (line, read) = (1, Int64(0))
        while read < place {
            let block = try file.read(at: read, limit: Int(min(Int64(Self.countedBytes), place - read)))
            guard !block.isEmpty else { break }
            line += block.count { $0 == UInt8(ascii: "\n") }
            read += Int64(block.count)
        }
        return .row(line: line, fault)
    }
}
