import HealthCardDomain
import HealthCardServices
import ImportFiles

/// The parts of a list, one after another. One task at a time reads, which is why it may cross to another.
struct ImportParts: @unchecked Sendable {
    private let reader: ImportFileReader
    private let rules: ImportReader
    private let limit: Int
    private var isOver = false

    init(reader: ImportFileReader, kind: ImportKind, today: CivilDate, limit: Int) {
        self.reader = reader
        rules = ImportReader(kind: kind, on: today)
        self.limit = limit
    }

    /// The next part, or `nil` behind the last.
    mutating func next() throws -> ImportPart? {
        guard !isOver else { return nil }
        let rows = try reader.rows(limit: limit)
        isOver = rows.isLast
        let items = rows.rows.map { row -> (number: Int, item: ImportItem) in
            switch row {
            case .success(let row): (row.number, rules.item(row))
            case .failure(let reject): (reject.row, .rejected(reject))
            }
        }
        return ImportPart(bytes: rows.bytes, rows: items, isLast: rows.isLast)
    }

    /// Reads the part behind another, on a thread beside the caller's.
    @concurrent
    func following(_ part: ImportPart) async throws -> (ImportPart?, ImportParts) {
        guard !part.isLast else { return (nil, self) }
        var parts = self
        let next = try parts.next()
        return (next, parts)
    }
}
