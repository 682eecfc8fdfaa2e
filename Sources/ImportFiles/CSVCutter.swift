import HealthCardServices

/// Cuts one record of CSV (RFC 4180) out of a window of bytes.
struct CSVCutter {
    private static let quote = UInt8(ascii: "\"")
    private static let (lineFeed, carriageReturn) = (UInt8(ascii: "\n"), UInt8(ascii: "\r"))

    let separator: UInt8
    /// Nothing follows the window.
    let isAtEnd: Bool

    /// Cuts the record that begins at `start`.
    func cut(_ bytes: borrowing Span<UInt8>, from start: Int, into record: inout RawRecord) -> RecordScanner.Step {
        let end = min(bytes.count, start + RecordLimits.rowBytes)
        var index = start
        while true {
            let first = record.bytes.count
            if index < end, bytes[index] == Self.quote {
                guard let after = quoted(bytes, from: index + 1, to: end, into: &record) else {
                    return ending(record: &record, bytes.count, start, inQuotes: true)
                }
                index = after
            } else {
                while index < end {
                    let byte = bytes[index]
                    if byte == separator || byte == Self.lineFeed || byte == Self.carriageReturn { break }
                    if byte == 0 { record.mark(.nul) }
                    if byte == Self.quote { record.mark(.quote) }
                    record.bytes.append(byte)
                    index += 1
                }
            }
            if record.bytes.count - first > RecordLimits.cellBytes { record.mark(.cellTooLong) }
            record.ends.append(record.bytes.count)
            if record.count > RecordLimits.columns { record.mark(.columnCount) }
            guard index < end else { return ending(record: &record, bytes.count, start, inQuotes: false) }
            switch bytes[index] {
            case separator: index += 1
            case Self.lineFeed: return .record(end: index + 1)
            case Self.carriageReturn:
                guard index + 1 < bytes.count else {
                    return isAtEnd ? .record(end: index + 1) : .more
                }
                return .record(end: bytes[index + 1] == Self.lineFeed ? index + 2 : index + 1)
            default:
                // Something follows the closing quote.
                record.mark(.quote)
                return .broken(at: index)
            }
        }
    }

    /// A quoted cell's content.
    ///
    /// - Returns: the place after the closing quote, or `nil` where it is not in the window.
    private func quoted(
        _ bytes: borrowing Span<UInt8>,
        from start: Int,
        to end: Int,
        into record: inout RawRecord
    ) -> Int? {
        var index = start
        while index < end {
            let byte = bytes[index]
            if byte == Self.quote {
                guard index + 1 < end else { return isAtEnd && end == bytes.count ? index + 1 : nil }
                guard bytes[index + 1] == Self.quote else { return index + 1 }
                index += 1
            } else if byte == 0 {
                record.mark(.nul)
            }
            record.bytes.append(byte)
            index += 1
        }
        return nil
    }

    /// The window ends inside the record.
    private func ending(record: inout RawRecord, _ count: Int, _ start: Int, inQuotes: Bool) -> RecordScanner.Step {
        if count - start >= RecordLimits.rowBytes {
            record.fault = .rowTooLong
            return .broken(at: start + RecordLimits.rowBytes)
        }
        guard isAtEnd else { return .more }
        if inQuotes { record.mark(.quote) }
        return .record(end: count)
    }
}
