/// Collects the keys of one record, each once and at most as many as a record may have.
struct BlockKeys {
    enum Part {
        case integer(UInt64)
        case date(UInt32)
        case bytes([UInt8])
        case symbols([UInt32])
    }

    private(set) var keys: [BlockKey] = []

    mutating func add(_ kind: BlockKey.Kind, cap: Int, _ parts: Part...) {
        guard keys.count < MatchRecord.maximumBlockKeys else { return }
        var writer = RecordWriter()
        for part in parts {
            switch part {
            case .integer(let value): writer.integer(value)
            case .date(let value): writer.integer(value)
            case .bytes(let bytes):
                if bytes.isEmpty { return }
                writer.byte(UInt8(truncatingIfNeeded: bytes.count))
                for byte in bytes { writer.byte(byte) }
            case .symbols(let symbols): for symbol in symbols { writer.integer(symbol) }
            }
        }
        let key = BlockKey(kind: kind, bytes: writer.bytes, cap: cap)
        if !keys.contains(key) { keys.append(key) }
    }
}
