import ImportFiles
import Synchronization

/// The rows of an evaluation's file in pieces, for one thread after another.
final class EvaluationRows: Sendable {
    /// Some rows one after another.
    struct Piece: Sendable {
        /// Of the first row, from 0.
        let first: Int
        let rows: [EvaluationRow]
        /// Where the next piece begins, in bytes.
        let end: Int64
    }

    private struct State: ~Copyable {
        let rows: HeadedRows
        var count = 0
    }

    private let state: Mutex<State>
    private let size: Int

    /// - Throws: `HeadedRows.Damage`, and what reading throws.
    init(_ list: ListFile, size: Int) throws {
        state = Mutex(State(rows: try HeadedRows(list, columns: EvaluationRow.columns)))
        self.size = size
    }

    /// The next rows, or `nil` behind the last.
    func next() throws -> Piece? {
        try state.withLock { state in
            var rows: [EvaluationRow] = []
            while rows.count < size, let cells = try state.rows.next() { rows.append(EvaluationRow(cells)) }
            guard !rows.isEmpty else { return nil }
            defer { state.count += rows.count }
            return Piece(first: state.count, rows: rows, end: state.rows.place)
        }
    }
}
