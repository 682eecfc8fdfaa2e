/// Fits the line from weight to probability of a learned model.
///
/// A model with other weights has another scale. What the model before it said of pairs carries over to the weights of the
/// new one, and where a person decided about a pair, that decision counts instead. The line rises: neighbouring bins that
/// do not are pooled (Ayer and others, 1955).
package struct CalibrationFit: Sendable {
    /// The most pairs that are kept, some 100 bytes each.
    package static let pairLimit = 200_000
    /// How many bits a bin is wide, and how few pairs make one.
    private static let (binBits, leastPairs) = (2.0, 25)
    private static let span = -12.0...32.0

    private struct Pair: Sendable {
        let comparison: Comparison
        let persons: Int
        let namesakes: Int
        let isSame: Bool?

        var crowd: Crowd {
            var crowd = Crowd()
            (crowd.persons, crowd.namesakes) = (persons, namesakes)
            return crowd
        }
    }

    private var pairs: [Pair] = []

    package init() {}

    package var isFull: Bool { pairs.count >= Self.pairLimit }

    /// Takes a record and a person whom it may be.
    ///
    /// - Parameter isSame: what a person decided about the two; `nil` where nobody did.
    package mutating func add(
        _ record: MatchRecord,
        _ candidate: CandidatePerson,
        counts: BlockCounts,
        isSame: Bool? = nil
    ) {
        guard !isFull else { return }
        let crowd = Crowd(record, keys: record.crowdKeys, counts: counts)
        let comparator = RecordComparator(crowd: crowd)
        var whole = Comparison()
        for other in candidate.records { whole.fold(comparator.compare(record, other)) }
        pairs.append(Pair(comparison: whole, persons: crowd.persons, namesakes: crowd.namesakes, isSame: isSame))
    }

    /// A model with the line, and with the review line at the probability that it had before.
    package func fit(_ model: MatchModel, from before: MatchModel) -> MatchModel {
        var bins: [Int: (count: Double, weight: Double, probability: Double)] = [:]
        for pair in pairs {
            let weight = model.weigh(pair.comparison, crowd: pair.crowd).weight
            let probability =
                pair.isSame.map { $0 ? 1 : 0 }
                ?? before.probability(of: before.weigh(pair.comparison, crowd: pair.crowd).weight)
            let place = min(max(weight, Self.span.lowerBound), Self.span.upperBound)
            let bin = Int((place / Self.binBits).rounded(.down))
            let sum = bins[bin] ?? (0, 0, 0)
            bins[bin] = (sum.count + 1, sum.weight + place, sum.probability + probability)
        }
        let sums = bins.sorted { $0.key < $1.key }.map(\.value).filter { $0.count >= Double(Self.leastPairs) }
        let points = Self.rising(sums)
        guard points.count >= 2 else { return model }
        var fitted = model
        fitted.calibration = points
        let wanted = before.probability(of: before.reviewLine)
        if let line = fitted.weight(of: wanted) { fitted.reviewLine = line }
        return fitted
    }

    /// The means of bins, of which no probability lies below the one before.
    private static func rising(_ sums: [(count: Double, weight: Double, probability: Double)]) -> [MatchModel.Point] {
        var pools: [[(count: Double, weight: Double, probability: Double)]] = []
        func mean(_ pool: [(count: Double, weight: Double, probability: Double)]) -> Double {
            pool.reduce(0) { $0 + $1.probability } / pool.reduce(0) { $0 + $1.count }
        }
        for sum in sums {
            var pool = [sum]
            while let last = pools.last, mean(last) > mean(pool) {
                pool = last + pool
                pools.removeLast()
            }
            pools.append(pool)
        }
        return pools.flatMap { pool in
            let probability = min(1, mean(pool))
            return pool.map { MatchModel.Point(weight: $0.weight / $0.count, probability: probability) }
        }
    }
}

extension MatchModel {
    /// The least weight that stands for a probability; `nil` where none does.
    package func weight(of wanted: Double) -> Double? {
        guard let first = calibration.first, let upper = calibration.firstIndex(where: { $0.probability >= wanted })
        else { return nil }
        guard upper > 0 else { return first.weight }
        let (left, right) = (calibration[upper - 1], calibration[upper])
        let share = (wanted - left.probability) / (right.probability - left.probability)
        return left.weight + share * (right.weight - left.weight)
    }
}
