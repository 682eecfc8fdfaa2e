package import HealthCardDomain

/// Two persons whom somebody said to be not the same.
package struct ApartPair: Sendable, Hashable {
    package let lower: IndexNumber
    package let higher: IndexNumber

    package init(_ one: IndexNumber, _ other: IndexNumber) {
        lower = min(one, other)
        higher = max(one, other)
    }
}
