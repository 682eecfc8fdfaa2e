package import HealthCardDomain

/// What a person answered about two records.
package struct ReviewedPair: Sendable, Equatable {
    package let review: Int64
    package let record: SourceRecordNumber
    package let other: SourceRecordNumber
    package let isSame: Bool

    package init(review: Int64, record: SourceRecordNumber, other: SourceRecordNumber, isSame: Bool) {
        self.review = review
        self.record = record
        self.other = other
        self.isSame = isSame
    }
}
