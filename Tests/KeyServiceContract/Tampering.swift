/// Ways to damage bytes.
enum Tampering {
    /// One bit of each byte flipped, another one from byte to byte.
    static func ofEachByte(_ bytes: [UInt8]) -> [[UInt8]] {
        bytes.indices.map { index in
            var changed = bytes
            changed[index] ^= 1 << UInt8(index % 8)
            return changed
        }
    }

    /// Every shorter beginning by a few lengths, and longer ones.
    static func ofLength(_ bytes: [UInt8]) -> [[UInt8]] {
        let shorter = stride(from: 0, to: bytes.count, by: 7).map { Array(bytes.prefix($0)) }
        return shorter + [Array(bytes.dropLast()), Array(bytes.dropFirst()), bytes + [0], bytes + bytes]
    }
}
