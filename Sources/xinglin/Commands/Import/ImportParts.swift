import Foundation
import HealthCardDomain
import HealthCardServices
import ImportFiles

/// The parts of a list, one after another: cut on one thread, judged and sealed on a thread for each core, while the
/// caller writes the parts before.
final class ImportParts: Sendable {
    /// How many parts are on the way beside the one that is written; their memory is what an import takes.
    private static let depth = 4
    private static let workerLimit = 8

    /// Cuts the list. `@unchecked Sendable` holds because the one thread of a line that makes its pieces is the only one
    /// that calls it.
    private final class Cutter: @unchecked Sendable {
        private let reader: ImportFileReader
        private let limit: Int
        private var isOver = false

        init(_ reader: ImportFileReader, limit: Int) { (self.reader, self.limit) = (reader, limit) }

        func next() throws -> ImportFileReader.Rows? {
            guard !isOver else { return nil }
            let rows = try reader.rows(limit: limit)
            isOver = rows.isLast
            return rows
        }
    }

    private let line: OrderedLine<ImportFileReader.Rows, ImportPart>

    /// - Parameter seal: computed for each part beside judging its rows; the same part where nothing is to be sealed.
    init(
        reader: ImportFileReader,
        kind: ImportKind,
        today: CivilDate,
        limit: Int,
        seal: @escaping @Sendable (ImportPart) throws -> ImportPart
    ) {
        let cutter = Cutter(reader, limit: limit)
        let rules = ImportReader(kind: kind, on: today)
        line = OrderedLine(
            workers: min(ProcessInfo.processInfo.activeProcessorCount, Self.workerLimit),
            depth: Self.depth,
            make: { try cutter.next() },
            work: { rows in try seal(Self.judge(rows, by: rules)) }
        )
    }

    /// The next part, or `nil` behind the last.
    func next() async throws -> ImportPart? { try await line.next() }

    /// Ends the threads.
    func stop() { line.stop() }

    private static func judge(_ rows: ImportFileReader.Rows, by rules: ImportReader) -> ImportPart {
        let items = rows.rows.map { row -> (number: Int, item: ImportItem) in
            switch row {
            case .success(let row): (row.number, rules.item(row))
            case .failure(let reject): (reject.row, .rejected(reject))
            }
        }
        return ImportPart(bytes: rows.bytes, rows: items, isLast: rows.isLast)
    }
}
