internal import Glibc

/// The weights by which the engine judges, under a name that every decision carries.
///
/// For each level of each field: `m`, how often two records of one person agree so, and `u`, how often two records of
/// different people do (Fellegi and Sunter, 1969). A weight is log2(m/u). Names are weighed by how rare they are: their
/// `u` counts for a name that one in ``referenceNames`` people bears.
package struct MatchModel: Sendable, Equatable {
    /// One level of one field.
    package struct Level: Sendable, Equatable {
        package var agreeing: Double
        package var random: Double

        package init(agreeing: Double, random: Double) {
            self.agreeing = agreeing
            self.random = random
        }

        /// The weight in bits.
        package var bits: Double { log2(agreeing / random) }
    }

    /// The name that decisions carry: of the family of models, and the version, such as `xinglin-1/0`.
    package internal(set) var name: String
    /// By field, by the rank of the level; `nil` for levels that say nothing.
    package internal(set) var levels: [MatchField: [Level?]]
    /// Weight in bits to probability: points of a line, rising.
    package internal(set) var calibration: [Point]
    /// The weight from which on a person should look.
    package var reviewLine = 2.0
    /// The weight that proves a link by itself; `nil` where only the rules do. It serves registers of romanised names,
    /// in which no family shares a phone and no number has a check digit.
    package var provingLine: Double?
    /// The least probability of a link that a rule proves, whatever its weight.
    static let provenProbability = 0.9999
    /// The most probability of a link that a final veto forbids, whatever its weight: of such candidates, one in some 25
    /// is the person after all, under a number that was mistyped into another valid one.
    static let forbiddenProbability = 0.04

    let weights: Weights

    /// One point of the calibration line.
    package struct Point: Sendable, Equatable {
        package let weight: Double
        package let probability: Double
    }

    init(name: String, levels: [MatchField: [Level?]], calibration: [Point]) {
        self.name = name
        self.levels = levels
        self.calibration = calibration
        weights = Weights(levels)
    }

    /// The probability, 0…1, that a weight stands for.
    package func probability(of weight: Double) -> Double {
        guard let first = calibration.first, let last = calibration.last else { return 0 }
        if weight <= first.weight { return first.probability }
        if weight >= last.weight { return last.probability }
        guard let upper = calibration.firstIndex(where: { $0.weight > weight }) else { return last.probability }
        let (left, right) = (calibration[upper - 1], calibration[upper])
        let share = (weight - left.weight) / (right.weight - left.weight)
        return left.probability + share * (right.probability - left.probability)
    }
}
