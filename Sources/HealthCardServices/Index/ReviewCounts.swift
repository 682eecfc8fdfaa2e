package import HealthCardDomain

/// How many reviews there are, by stage and by tenths of the engine's probability.
package struct ReviewCounts: Sendable, Equatable {
    /// Tenths of the probability, from 0 to 1.
    package static let bandCount = 10

    /// Open reviews by stage.
    package var open: [ReviewStage: Int] = [:]
    /// Open reviews by band.
    package var openByBand = [Int](repeating: 0, count: bandCount)
    /// Reviews that were decided `same`, by band.
    package var same = [Int](repeating: 0, count: bandCount)
    /// Reviews that were decided `notSame`, by band.
    package var notSame = [Int](repeating: 0, count: bandCount)

    package init() {}

    package var openCount: Int { open.values.reduce(0, +) }
    package var decidedCount: Int { same.reduce(0, +) + notSame.reduce(0, +) }

    /// The band of a probability.
    ///
    /// - Parameter probability: in millionths.
    package static func band(of probability: Int) -> Int {
        min(max(probability, 0) / (1_000_000 / bandCount), bandCount - 1)
    }
}
