/// Why two descriptions are held to be of one person or not: what is stored with a link and shown in a review.
package struct Explanation: Sendable, Equatable {
    package let evidence: [Evidence]
    /// The sum of the evidence and of the prior in bits (log2 of the odds).
    package let weight: Double
    /// The calibrated probability, 0…1, that both are one person.
    package let probability: Double
    /// The rule that proves the link, if one does.
    package let rule: Rule?
    /// What forbids an automatic link; empty where one was made.
    package let vetoes: [Veto]
    /// The name of the model that weighed.
    package let model: String
}
