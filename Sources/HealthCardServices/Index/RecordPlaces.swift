import HealthCardDomain

/// Numbers of records spread evenly over all there are, each once, and always the same. Any first part of them is spread
/// as evenly.
struct RecordPlaces {
    private let last: Int64
    private let step: Int64
    let count: Int

    /// - Parameter limit: how many at most.
    init(last: SourceRecordNumber?, _ limit: Int) {
        self.last = last?.value ?? 0
        count = Int(min(self.last, Int64(limit)))
        // Steps of the golden section meet every place where they have no divisor in common with their number.
        var step = max(1, Int64(Double(self.last) * 0.618_033_988_749_895))
        while Self.divisor(step, self.last) > 1 { step += 1 }
        self.step = step
    }

    subscript(place: Int) -> Int64 {
        1 + Int64(place + 1) * step % last
    }

    private static func divisor(_ one: Int64, _ other: Int64) -> Int64 {
        var (one, other) = (one, other)
        while other != 0 { (one, other) = (other, one % other) }
        return one
    }
}
