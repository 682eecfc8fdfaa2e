package import Matching

/// A person whom a description may mean.
package struct MatchedPerson: Sendable {
    package let person: PersonView
    package let grade: MatchGrade
    /// The calibrated probability, 0…1.
    package let probability: Double
}
