package import HealthCardDomain

/// A refusal that is in the audit log already. Whoever answers the caller need not record it again.
package struct RecordedRefusal: Error {
    package let refusal: any Refusal

    package init(refusal: any Refusal) { self.refusal = refusal }
}
