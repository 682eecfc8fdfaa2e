import CPQ
import Storage

/// One answer of the server. It owns libpq's memory.
@safe
struct PostgresResult: ~Copyable {
    private let handle: OpaquePointer

    /// - Parameter handle: what `PQgetResult` gave; this value frees it.
    @unsafe
    init(owning handle: OpaquePointer) {
        unsafe self.handle = unsafe handle
    }

    deinit {
        unsafe PQclear(handle)
    }

    private var status: ExecStatusType { unsafe PQresultStatus(handle) }

    /// Whether the statement did its work.
    var isDone: Bool { status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK }
    /// Whether the server waits for rows.
    var isCopyingIn: Bool { status == PGRES_COPY_IN }
    /// Whether this marks the end of a pipeline.
    var isSync: Bool { status == PGRES_PIPELINE_SYNC }
    /// Whether the statement was left out, since one before it in the pipeline failed.
    var isSkipped: Bool { status == PGRES_PIPELINE_ABORTED }

    /// The server's word for what was done, such as `COMMIT`.
    var tag: String { unsafe PQcmdStatus(handle).map { unsafe String(cString: $0) } ?? "" }

    /// How many rows the statement wrote.
    var writtenRows: Int { unsafe PQcmdTuples(handle).flatMap { unsafe Int(String(cString: $0)) } ?? 0 }

    var error: PostgresErrorAnswer {
        PostgresErrorAnswer(state: field("C"), constraint: field("n"), table: field("t"), column: field("c"))
    }

    /// The types of a described statement's parameters.
    var parameterTypes: [PostgresType.Number] {
        (0..<(unsafe PQnparams(handle))).map { unsafe PQparamtype(handle, $0) }
    }

    /// All rows, read by the types of their columns.
    ///
    /// - Throws: `StorageFault.corruptRow` for a type that no column and no expression of ours has.
    func rows(of statement: SQLStatement) throws(StorageFault) -> [SQLRow] {
        let (rowCount, columnCount) = unsafe (PQntuples(handle), PQnfields(handle))
        let types = (0..<columnCount).map { unsafe PQftype(handle, $0) }
        var rows: [SQLRow] = []
        rows.reserveCapacity(Int(rowCount))
        for row in 0..<rowCount {
            var values: [SQLValue] = []
            values.reserveCapacity(types.count)
            for column in 0..<columnCount {
                guard let value = value(row, column, of: types[Int(column)]) else {
                    throw .corruptRow(statement: statement.name, column: Int(column))
                }
                values.append(value)
            }
            rows.append(SQLRow(values, of: statement))
        }
        return rows
    }

    private func value(_ row: Int32, _ column: Int32, of type: PostgresType.Number) -> SQLValue? {
        if unsafe PQgetisnull(handle, row, column) == 1 { return .null }
        guard let start = unsafe PQgetvalue(handle, row, column) else { return nil }
        let count = Int(unsafe PQgetlength(handle, row, column))
        return unsafe PostgresType.value(UnsafeRawBufferPointer(start: start, count: count), of: type)
    }

    /// A field of an error answer, by libpq's letter for it.
    private func field(_ letter: Unicode.Scalar) -> String {
        unsafe PQresultErrorField(handle, Int32(letter.value)).map { unsafe String(cString: $0) } ?? ""
    }
}
