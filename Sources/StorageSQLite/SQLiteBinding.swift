import GRDBSQLite
import Storage

/// Values into and out of a prepared statement.
enum SQLiteBinding {
    /// Makes SQLite copy what it is given before the call returns.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    /// Binds by number: SQLite numbers `$n` by first appearance, which `placeholders` repeats.
    static func bind(_ values: [SQLValue], to handle: OpaquePointer, of statement: SQLStatement) throws {
        precondition(
            sqlite3_bind_parameter_count(handle) == statement.placeholders.count
                && statement.valueCount <= values.count,
            "every placeholder has a value"
        )
        for (index, number) in statement.placeholders.enumerated() {
            let code = bind(values[number - 1], to: handle, at: Int32(index + 1))
            guard code == SQLITE_OK else { throw StorageFault.engine(code: Int(code), statement: statement.name) }
        }
    }

    private static func bind(_ value: SQLValue, to handle: OpaquePointer, at index: Int32) -> Int32 {
        switch value {
        case .null: sqlite3_bind_null(handle, index)
        case .integer(let number): sqlite3_bind_int64(handle, index, number)
        case .text(var text):
            text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) { characters in
                    sqlite3_bind_text64(
                        handle,
                        index,
                        characters.baseAddress,
                        UInt64(characters.count),
                        copied,
                        UInt8(SQLITE_UTF8)
                    )
                }
            }
        // A null pointer would bind NULL.
        case .blob(let bytes) where bytes.isEmpty: sqlite3_bind_zeroblob(handle, index, 0)
        case .blob(let bytes):
            bytes.withUnsafeBytes { sqlite3_bind_blob64(handle, index, $0.baseAddress, UInt64($0.count), copied) }
        }
    }

    /// The values of the current row.
    static func columns(of handle: OpaquePointer) -> [SQLValue] {
        (0..<sqlite3_column_count(handle)).map { value(of: handle, at: $0) }
    }

    private static func value(of handle: OpaquePointer, at column: Int32) -> SQLValue {
        switch sqlite3_column_type(handle, column) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(handle, column))
        case SQLITE_TEXT:
            let start = sqlite3_column_text(handle, column)
            let count = Int(sqlite3_column_bytes(handle, column))
            return .text(String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self))
        case SQLITE_BLOB:
            let start = sqlite3_column_blob(handle, column)
            let count = Int(sqlite3_column_bytes(handle, column))
            return .blob([UInt8](UnsafeRawBufferPointer(start: start, count: count)))
        case SQLITE_NULL: return .null
        default: preconditionFailure("no column and no expression of ours is a floating-point number")
        }
    }
}
