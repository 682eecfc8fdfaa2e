/// Reads numbers and fields of fixed length from the front of bytes that anyone may have written. It never traps.
struct ByteReader {
    private let bytes: [UInt8]
    private var position: Int
    private let end: Int

    /// Reads all of `bytes`.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        position = 0
        end = bytes.count
    }

    /// How many bytes are left.
    var count: Int { end - position }

    /// The next `count` bytes, or `nil` where there are fewer.
    mutating func take(_ count: Int) -> [UInt8]? {
        guard count >= 0, count <= self.count else { return nil }
        defer { position += count }
        return Array(bytes[position..<(position + count)])
    }

    /// The next number, big-endian, or `nil` where bytes are missing.
    mutating func number<Value: FixedWidthInteger & UnsignedInteger>(_: Value.Type) -> Value? {
        let width = Value.bitWidth / 8
        guard width <= count else { return nil }
        defer { position += width }
        return bytes[position..<(position + width)].reduce(0) { ($0 << 8 as Value) | Value($1) }
    }
}
