extension UInt32 {
    /// Four bytes, the highest first.
    var bigEndianBytes: [UInt8] {
        [
            UInt8(truncatingIfNeeded: self >> 24), UInt8(truncatingIfNeeded: self >> 16),
            UInt8(truncatingIfNeeded: self >> 8), UInt8(truncatingIfNeeded: self),
        ]
    }
}

extension [UInt8] {
    /// The bytes behind their own count, so that two fields in a row can be read in one way only.
    var framed: [UInt8] { UInt32(count).bigEndianBytes + self }
}
