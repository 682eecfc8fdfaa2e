/// What the engine decides about one record: a pure function of the record, its candidates and the model.
package struct Decision: Sendable, Equatable {
    package enum Outcome: Sendable, Equatable {
        /// The record opens a new index.
        case opens
        case links(to: Int64)
        /// The record proves that several indexes are one person; the first, the oldest, survives.
        case joins([Int64])
    }

    /// What was found about one candidate.
    package struct Finding: Sendable, Equatable {
        package let index: Int64
        /// Which of the candidate's records stands for it in a comparison side by side.
        package let record: Int
        package let explanation: Explanation

        package var weight: Double { explanation.weight }
        package var probability: Double { explanation.probability }
    }

    package let outcome: Outcome
    /// Why the record was linked: one finding for each index it was linked to or that was joined by it.
    package let chosen: [Finding]
    /// Whom a person should compare the record with, the likeliest first, at most ``MatchEngine/reviewLimit``.
    package let reviews: [Finding]

    /// The persons to whom the record was linked.
    package var linked: [Int64] {
        switch outcome {
        case .opens: []
        case .links(let number): [number]
        case .joins(let numbers): numbers
        }
    }

    /// Why the record was linked to the person it was linked to; `nil` if it opens a new index.
    package var explanation: Explanation? { chosen.first?.explanation }
}
