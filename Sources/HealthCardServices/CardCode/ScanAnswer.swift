package import HealthCardDomain

/// What a desk is told about a code that was accepted.
package struct ScanAnswer: Sendable {
    /// The closed list of answers; every refusal has a problem code instead.
    package enum Result: String, Sendable, CaseIterable {
        /// A dynamic code: who it is, and what this step may see.
        case accepted
        /// A printed code: a masked hint. Ask for the resident's document.
        case hint
    }

    package let result: Result
    package let personID: PersonID
    package let card: Card
    package let resident: Disclosure
    /// Why nothing of the resident is shown although the code was accepted: `.hsmUnavailable`, or `nil`. The person id
    /// still tells a hospital that knows the resident who it is.
    package let withheld: ProblemCode?
    package let step: TreatmentStep
    package let useID: UseID

    package init(
        result: Result,
        personID: PersonID,
        card: Card,
        resident: Disclosure,
        withheld: ProblemCode? = nil,
        step: TreatmentStep,
        useID: UseID
    ) {
        self.result = result
        self.personID = personID
        self.card = card
        self.resident = resident
        self.withheld = withheld
        self.step = step
        self.useID = useID
    }
}
