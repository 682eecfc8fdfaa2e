import CYardstick

/// Times slices of work by the processor time of this thread, so that others who use the core count for little.
struct Stopwatch {
    private static let sliceNanoseconds = 40_000_000.0

    /// How often to do the work for one slice.
    static func countPerSlice(_ work: (Int) throws -> Void) rethrows -> Int {
        var count = 1
        while true {
            let taken = Double(try nanoseconds { try work(count) })
            if taken > sliceNanoseconds / 8 { return max(1, Int(Double(count) * sliceNanoseconds / taken)) }
            count *= 2
        }
    }

    /// Nanoseconds of the work.
    static func nanoseconds(_ work: () throws -> Void) rethrows -> UInt64 {
        let begin = yardstick_nanoseconds()
        try work()
        return yardstick_nanoseconds() - begin
    }

    static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }
}
