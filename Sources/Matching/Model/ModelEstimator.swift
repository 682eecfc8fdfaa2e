/// Learns `m` and `u` of the levels from pairs of records without knowing which are of one person.
///
/// `u` is counted on random pairs, of which hardly one is of one person; `m` is estimated on candidate pairs by
/// expectation and maximisation (Winkler, 1988), with `u` held fast, so that a shadow model never drifts towards families.
/// The `u` of names stays: it is weighed by the name's rarity.
package struct ModelEstimator: Sendable {
    /// How little may be counted of a level before the model's own figure counts as much.
    private static let backing = 20.0
    private static let fields = MatchField.allCases.filter { $0 != .local }
    /// How many candidate and random pairs are needed for an estimate.
    package static let leastPairs = 1_000

    private var candidates: [[UInt8]: Int] = [:]
    private var random: [[UInt8]: Int] = [:]
    private let comparator = RecordComparator(crowd: Crowd())

    package init() {}

    /// How many pairs were taken in.
    package var pairCounts: (candidates: Int, random: Int) {
        (candidates.values.reduce(0, +), random.values.reduce(0, +))
    }

    package mutating func addCandidates(_ one: MatchRecord, _ other: MatchRecord) {
        candidates[pattern(one, other), default: 0] += 1
    }

    package mutating func addRandom(_ one: MatchRecord, _ other: MatchRecord) {
        random[pattern(one, other), default: 0] += 1
    }

    /// The ranks of a comparison's levels in the order of ``fields``.
    private func pattern(_ one: MatchRecord, _ other: MatchRecord) -> [UInt8] {
        let comparison = comparator.compare(one, other)
        return Self.fields.map { comparison.rank(of: $0) }
    }

    /// The estimated model; `nil` for fewer than ``leastPairs`` pairs of either kind.
    ///
    /// - Parameters:
    ///   - model: Where the estimation starts, and what counts for levels that were hardly seen.
    ///   - rounds: How often expectation and maximisation take turns.
    package func estimate(name: String, from model: MatchModel, rounds: Int = 20) -> MatchModel? {
        let pairs = candidates.values.reduce(0, +)
        let randomPairs = random.values.reduce(0, +)
        guard pairs >= Self.leastPairs, randomPairs >= Self.leastPairs else { return nil }
        var levels = model.levels
        for (place, field) in Self.fields.enumerated() where field != .name {
            let counts = random.map { ($0.key[place], Double($0.value)) }
            update(&levels[field, default: []], counts, \.random, before: model.levels[field] ?? [])
        }
        var share = 0.5
        // Whoever iterates a dictionary adds in another order each time; a sorted list always gives the same bits.
        let patterns = candidates.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        for _ in 0..<rounds {
            let expected = patterns.map { Double($0.value) * probability($0.key, levels, share) }
            for (place, field) in Self.fields.enumerated() {
                let counts = zip(patterns, expected).map { ($0.key[place], $1) }
                update(&levels[field, default: []], counts, \.agreeing, before: model.levels[field] ?? [])
            }
            share = min(0.999, max(0.001, expected.reduce(0, +) / Double(pairs)))
        }
        var learned = MatchModel(name: name, levels: levels, calibration: model.calibration)
        learned.reviewLine = model.reviewLine
        learned.provingLine = model.provingLine
        return learned
    }

    /// The chance that a pattern is of one person, by the levels of its fields.
    private func probability(_ pattern: [UInt8], _ levels: [MatchField: [MatchModel.Level?]], _ share: Double) -> Double
    {
        var odds = share / (1 - share)
        for (place, field) in Self.fields.enumerated() {
            let rank = Int(pattern[place])
            guard let stated = levels[field], rank < stated.count, let level = stated[rank] else { continue }
            odds *= level.agreeing / level.random
        }
        return odds / (1 + odds)
    }

    /// Sets one figure of each stated level to its share of the counts, held back by what it was in the model where the
    /// estimation began: what it was in the round before would carry a level that was hardly seen towards nothing.
    private func update(
        _ levels: inout [MatchModel.Level?],
        _ counts: [(rank: UInt8, count: Double)],
        _ figure: WritableKeyPath<MatchModel.Level, Double>,
        before: [MatchModel.Level?]
    ) {
        var seen = [Double](repeating: 0, count: levels.count)
        for (rank, count) in counts.sorted(by: { ($0.rank, $0.count) < ($1.rank, $1.count) })
        where Int(rank) < levels.count && levels[Int(rank)] != nil {
            seen[Int(rank)] += count
        }
        let total = seen.reduce(0, +)
        for rank in levels.indices {
            guard var level = levels[rank] else { continue }
            let known = before[rank]?[keyPath: figure] ?? 0
            let share = (seen[rank] + Self.backing * known) / (total + Self.backing)
            level[keyPath: figure] = min(1, max(1e-9, share))
            levels[rank] = level
        }
    }
}
