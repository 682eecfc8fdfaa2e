package import HealthCardDomain

/// A merge that was taken back, and who saw two people as one while it stood.
package struct UnmergeAnswer: Sendable {
    package let merge: IndexMerge
    /// Acts since the merge in which somebody was shown something of either person, the newest first.
    package let seen: [AuditEntry]
    /// Whether there were more.
    package let isCut: Bool
}
