package import HealthCardDomain

/// Asks what else is known of two persons before they become one, such as an open visit under both numbers.
package protocol MergeCheck: Sendable {
    /// Whether two persons must not be merged now. It runs inside the transaction, and reads nothing but its arguments.
    func forbids(_ index: IndexNumber, into other: IndexNumber, in store: any Repositories) throws -> Bool
}

/// Nothing else is known of persons.
package struct NoMergeCheck: MergeCheck {
    package init() {}

    package func forbids(_ index: IndexNumber, into other: IndexNumber, in store: any Repositories) -> Bool { false }
}
