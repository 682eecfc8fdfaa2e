import ImportFiles

/// A file in memory.
struct MemoryBytes: FileBytes {
    let bytes: [UInt8]
    /// The most bytes of one read, so that records lie across windows.
    var block = Int.max

    var count: Int64 { Int64(bytes.count) }

    func read(at place: Int64, limit: Int) -> [UInt8] {
        guard place < count else { return [] }
        return Array(bytes[Int(place)...].prefix(min(limit, block)))
    }
}
