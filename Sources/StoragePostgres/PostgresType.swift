import Storage

/// The few types of PostgreSQL that our columns and expressions have, in its binary form: integers in network byte
/// order, text as UTF-8, `bytea` as it is.
enum PostgresType {
    /// The number of a type in `pg_type`; built-in ones never change.
    typealias Number = UInt32

    static let boolean: Number = 16
    static let bytes: Number = 17
    static let name: Number = 19
    static let integer: Number = 20
    static let shortInteger: Number = 21
    static let mediumInteger: Number = 23
    static let text: Number = 25
    static let varchar: Number = 1043
    /// Lets the server find the type from the statement.
    static let unstated: Number = 0

    /// The type that a value is sent as.
    static func number(of value: SQLValue) -> Number {
        switch value {
        case .null: unstated
        case .integer: integer
        case .text: text
        case .blob: bytes
        }
    }

    /// Whether a value's binary form is that of a parameter's type. Where it were not, the server would take the bytes
    /// for something else.
    static func fits(_ value: SQLValue, _ type: Number) -> Bool {
        switch value {
        case .null: true
        case .integer: type == integer
        case .text: type == text || type == varchar
        case .blob: type == bytes
        }
    }

    /// Appends the binary form of a value that is not null.
    static func append(_ value: SQLValue, to buffer: inout [UInt8]) {
        switch value {
        case .null: break
        case .integer(let number):
            for shift in stride(from: 56, through: 0, by: -8) {
                buffer.append(UInt8(truncatingIfNeeded: number >> shift))
            }
        case .text(let text): buffer.append(contentsOf: text.utf8)
        case .blob(let bytes): buffer.append(contentsOf: bytes)
        }
    }

    /// Reads the binary form of a column that is not null; `nil` for a type that is not ours.
    @unsafe
    static func value(_ raw: UnsafeRawBufferPointer, of type: Number) -> SQLValue? {
        switch type {
        case integer, mediumInteger, shortInteger, boolean:
            guard let first = unsafe raw.first else { return nil }
            let start: Int64 = first < 128 || type == boolean ? 0 : -1
            return unsafe .integer(raw.reduce(start) { $0 << 8 | Int64($1) })
        case text, varchar, name: return unsafe .text(String(decoding: raw, as: UTF8.self))
        case bytes: return unsafe .blob([UInt8](raw))
        default: return nil
        }
    }
}
