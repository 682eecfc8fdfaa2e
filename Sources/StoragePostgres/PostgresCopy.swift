import Storage

/// Rows in the binary form of `COPY`: a signature, then for each row the number of its fields and each field's length
/// and bytes, then an end mark (PostgreSQL 15 documentation, `COPY`, "Binary Format").
struct PostgresCopy {
    private static let signature: [UInt8] = Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0x00]
    private static let pieceBytes = 262_144

    private var buffer: [UInt8]

    /// - Parameter types: of the table's columns.
    /// - Throws: `.statementRefused` where a value has not the form of its column's type.
    init(_ rows: [[SQLValue]], into table: SQLTable, types: [PostgresType.Number]) throws(StorageFault) {
        // No flags, no extension.
        buffer = Self.signature + [UInt8](repeating: 0, count: 8)
        for row in rows {
            precondition(row.count == types.count, "every column has a value")
            append(Int16(row.count))
            for (value, type) in zip(row, types) {
                guard PostgresType.fits(value, type) else {
                    throw .statementRefused(statement: table.name, reason: "column of type \(type)")
                }
                append(value)
            }
        }
        append(Int16(-1))
    }

    static func statement(_ table: SQLTable) -> String {
        "COPY \(table.name) (\(table.columns.joined(separator: ", "))) FROM STDIN (FORMAT binary)"
    }

    /// Lends the bytes piece by piece, as long as `body` says so.
    @unsafe
    func withPieces(_ body: (UnsafeBufferPointer<CChar>) -> Bool) -> Bool {
        unsafe buffer.withUnsafeBytes { raw in
            for start in stride(from: 0, to: raw.count, by: Self.pieceBytes) {
                let piece = unsafe raw[start..<min(start + Self.pieceBytes, raw.count)]
                guard unsafe body(UnsafeRawBufferPointer(rebasing: piece).bindMemory(to: CChar.self)) else {
                    return false
                }
            }
            return true
        }
    }

    private mutating func append(_ value: SQLValue) {
        let start = buffer.count
        append(Int32(-1))
        guard value != .null else { return }
        PostgresType.append(value, to: &buffer)
        let length = UInt32(buffer.count - start - 4)
        for byte in 0..<4 { buffer[start + byte] = UInt8(truncatingIfNeeded: length >> (24 - 8 * UInt32(byte))) }
    }

    private mutating func append(_ number: some FixedWidthInteger) {
        for shift in stride(from: number.bitWidth - 8, through: 0, by: -8) {
            buffer.append(UInt8(truncatingIfNeeded: number >> shift))
        }
    }
}
