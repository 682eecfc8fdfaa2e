package import HealthCardServices

/// Reads a list row by row, in bounded memory whatever the list holds. Not for two threads at once.
package final class ImportFileReader {
    /// How rows lie in the file.
    package enum Form: String, Sendable, CaseIterable {
        case csv, ndjson
    }

    /// Rows as they stand in the file, in order, and the bytes they took.
    package struct Rows: Sendable {
        package let bytes: Range<Int64>
        package let rows: [Result<ImportRow, RowReject>]
        package let isLast: Bool
    }

    private static let sampleBytes = 1_048_576
    private static let separators = ",\t;|".utf8

    package let form: Form
    package let encoding: TextEncoding
    /// The columns that are left out.
    package private(set) var ignored: [String] = []
    /// Where the first row begins.
    package private(set) var firstRow: Int64 = 0
    private let file: any FileBytes
    private let map: HeaderMap
    private let decoder: TextDecoder
    private var columns: [ImportColumn?] = []
    private var scanner: RecordScanner
    private var number = 0

    /// Reads the beginning of a file: encoding, form, header.
    ///
    /// - Parameters:
    ///   - form: told by the first character where `nil`.
    ///   - encoding: told by the beginning where `nil`.
    /// - Throws: `FileRefusal`, and what reading throws.
    package init(
        _ file: any FileBytes,
        map: HeaderMap,
        form: Form? = nil,
        encoding: TextEncoding? = nil
    ) throws {
        let sample = try file.read(at: 0, limit: Self.sampleBytes)
        try Self.refuseSealed(sample)
        let hasMark = sample.starts(with: [0xEF, 0xBB, 0xBF])
        let start: Int64 = hasMark ? 3 : 0
        let first = sample.dropFirst(Int(start)).first { !" \t\r\n".utf8.contains($0) }
        guard let first else { throw FileRefusal.empty }
        self.file = file
        self.map = map
        self.form = form ?? (first == UInt8(ascii: "{") ? .ndjson : .csv)
        self.encoding = encoding ?? (hasMark ? .utf8 : TextEncoding.guess(sample))
        decoder = try TextDecoder(self.encoding)
        guard self.form == .csv else {
            scanner = RecordScanner(file, form: .lines, from: start)
            firstRow = start
            return
        }
        scanner = RecordScanner(file, form: .csv(separator: Self.separator(in: sample)), from: start)
        try readHeader()
    }

    /// What makes another reading of the same bytes another import.
    package var reading: String { "\(form.rawValue) \(encoding.rawValue) \(map.description)" }

    /// Goes on behind rows that were read before.
    ///
    /// - Throws: `FileRefusal.place` where the place is not in the file's rows.
    package func skip(to place: Int64, after rows: Int) throws(FileRefusal) {
        guard place >= firstRow, place <= file.count else { throw .place }
        scanner = scanner.moved(to: place)
        number = rows
    }

    /// The next rows, at most `limit`.
    package func rows(limit: Int) throws -> Rows {
        let start = scanner.place
        var rows: [Result<ImportRow, RowReject>] = []
        rows.reserveCapacity(limit)
        while rows.count < limit, try scanner.next() {
            number += 1
            do throws(RowReject) {
                rows.append(.success(try row(scanner.record)))
            } catch {
                rows.append(.failure(error))
            }
        }
        let isLast = rows.count < limit
        return Rows(bytes: start..<(isLast ? file.count : scanner.place), rows: rows, isLast: isLast)
    }

    private func row(_ record: borrowing RawRecord) throws(RowReject) -> ImportRow {
        if let fault = record.fault { throw RowReject(fault, row: number) }
        let texts: [(column: ImportColumn, text: String)]
        switch form {
        case .csv: texts = try cells(record)
        case .ndjson: texts = try members(record)
        }
        for (column, text) in texts {
            if FormulaCell.isOne(text, in: column) {
                throw RowReject(.formulaCell, row: number, column: column, value: text)
            }
        }
        return ImportRow(number: number, texts: texts)
    }

    private func cells(_ record: borrowing RawRecord) throws(RowReject) -> [(column: ImportColumn, text: String)] {
        guard record.count == columns.count else { throw RowReject(.columnCount, row: number) }
        var texts: [(column: ImportColumn, text: String)] = []
        texts.reserveCapacity(columns.count)
        for (index, column) in columns.enumerated() {
            guard let column else { continue }
            guard let text = decoder.text(record[index]) else {
                throw RowReject(.notText, row: number, column: column)
            }
            texts.append((column, text))
        }
        return texts
    }

    private func members(_ record: borrowing RawRecord) throws(RowReject) -> [(column: ImportColumn, text: String)] {
        guard let line = decoder.text(record[0]) else { throw RowReject(.notText, row: number) }
        guard let members = FlatObject.members(of: line) else { throw RowReject(.notObject, row: number) }
        var texts: [(column: ImportColumn, text: String)] = []
        for member in members {
            guard let column = map.column(of: member.name) else { continue }
            guard !texts.contains(where: { $0.column == column }) else {
                throw RowReject(.notObject, row: number, column: column)
            }
            let text = member.value ?? ""
            guard text.utf8.count <= RecordLimits.cellBytes else {
                throw RowReject(.cellTooLong, row: number, column: column)
            }
            texts.append((column, text))
        }
        return texts
    }

    private func readHeader() throws {
        guard try scanner.next(), scanner.record.fault == nil else { throw FileRefusal.header }
        var headers: [String] = []
        for index in 0..<scanner.record.count {
            guard let text = decoder.text(scanner.record[index]) else { throw FileRefusal.header }
            headers.append(text)
        }
        (columns, ignored) = try map.columns(of: headers)
        firstRow = scanner.place
    }

    /// The separator that the first line has most of.
    private static func separator(in sample: [UInt8]) -> UInt8 {
        let line = sample.prefix { $0 != UInt8(ascii: "\n") }
        let counts = separators.map { sign in (sign, line.count { $0 == sign }) }
        return counts.max { $0.1 < $1.1 }.map { $0.1 > 0 ? $0.0 : UInt8(ascii: ",") } ?? UInt8(ascii: ",")
    }

    /// Packed files (gzip, zip and with it spreadsheets, bzip2, xz, zstd, 7z, old spreadsheets) and wide encodings.
    private static func refuseSealed(_ sample: [UInt8]) throws(FileRefusal) {
        let packed: [[UInt8]] = [
            [0x1F, 0x8B], [0x50, 0x4B, 0x03, 0x04], [0x42, 0x5A, 0x68], [0xFD, 0x37, 0x7A, 0x58],
            [0x28, 0xB5, 0x2F, 0xFD], [0x37, 0x7A, 0xBC, 0xAF], [0xD0, 0xCF, 0x11, 0xE0], [0x52, 0x61, 0x72, 0x21],
        ]
        if packed.contains(where: { sample.starts(with: $0) }) { throw .compressed }
        if sample.starts(with: [0xFF, 0xFE]) || sample.starts(with: [0xFE, 0xFF]) { throw .encoding }
    }
}
