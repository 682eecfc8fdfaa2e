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
    package let step: TreatmentStep
    package let useID: UseID

    package init(
        result: Result,
        personID: PersonID,
        card: Card,
        resident: Disclosure,
        step: TreatmentStep,
        useID: UseID
    ) {
        self.result = result
        self.personID = personID
        self.card = card
        self.resident = resident
        self.step = step
        self.useID = useID
    }
}
