package import HealthCardDomain

/// What a registration is answered: whose record it is. The same registration again is answered the same, but for what
/// was decided about the person since.
package struct RegistrationAnswer: Sendable, Equatable {
    /// The person of today.
    package let index: IndexNumber
    package let record: RecordReference
    package let origin: LinkOrigin
    /// Reviews that the record raised.
    package let reviews: [Int64]
    /// Persons that the record was compared with; 0 where nothing was compared.
    package let candidates: Int

    package init(
        index: IndexNumber,
        record: RecordReference,
        origin: LinkOrigin,
        reviews: [Int64],
        candidates: Int = 0
    ) {
        self.index = index
        self.record = record
        self.origin = origin
        self.reviews = reviews
        self.candidates = candidates
    }
}
