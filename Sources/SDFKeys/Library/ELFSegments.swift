import Glibc

/// Where the parts of a 64-bit little-endian shared library lie in its file. A copy that was cut off would be mapped
/// beyond its end, and the first look at it would kill the process: so this is asked before it is loaded.
struct ELFSegments {
    private static let headerLength = 64
    private static let entryLength = 56
    private static let loadable: UInt64 = 1

    /// The end of the last loadable part, in bytes from the start of the file.
    let end: UInt64

    /// Reads the table of parts; `nil` if it is not wholly in these bytes, the first of the file, or impossible.
    init?(_ bytes: [UInt8]) {
        guard bytes.count >= Self.headerLength else { return nil }
        func number(at offset: Int, _ width: Int) -> UInt64 {
            bytes[offset..<(offset + width)].reversed().reduce(0) { $0 << 8 | UInt64($1) }
        }
        let count = Int(number(at: 56, 2))
        guard number(at: 54, 2) == UInt64(Self.entryLength), let start = Int(exactly: number(at: 32, 8)),
            start >= Self.headerLength, start <= bytes.count, bytes.count - start >= count * Self.entryLength
        else { return nil }
        var end: UInt64 = 0
        for entry in 0..<count {
            let offset = start + entry * Self.entryLength
            guard number(at: offset, 4) == Self.loadable else { continue }
            let (sum, isTooMuch) = number(at: offset + 8, 8).addingReportingOverflow(number(at: offset + 32, 8))
            guard !isTooMuch else { return nil }
            end = max(end, sum)
        }
        self.end = end
    }
}
