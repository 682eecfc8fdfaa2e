import HealthCardServices

/// One record of a file, cut into cells, not yet text. Its storage is used again for the next one.
struct RawRecord {
    /// The cells one after another, without quotes.
    var bytes: [UInt8] = []
    /// Where each cell ends in `bytes`.
    var ends: [Int] = []
    /// The first thing that is wrong with it.
    var fault: RowFault?

    var count: Int { ends.count }

    subscript(cell: Int) -> ArraySlice<UInt8> {
        bytes[(cell == 0 ? 0 : ends[cell - 1])..<ends[cell]]
    }

    mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        fault = nil
    }

    mutating func mark(_ found: RowFault) {
        if fault == nil { fault = found }
    }
}
