package import HealthCardDomain

/// A decision that differs between two models, by index numbers only.
package struct ShadowExample: Sendable, Equatable {
    /// In what way. The raw values are stored.
    package enum Kind: String, Sendable, CaseIterable {
        case newLink = "new-link"
        case lostLink = "lost-link"
        case newReview = "new-review"
        case lostReview = "lost-review"
        case movedGrade = "moved-grade"
    }

    /// How many of each kind are kept.
    package static let limit = 20

    package let kind: Kind
    /// Whose record was judged.
    package let index: IndexNumber
    /// With whom.
    package let other: IndexNumber

    package init(kind: Kind, index: IndexNumber, other: IndexNumber) {
        self.kind = kind
        self.index = index
        self.other = other
    }
}
