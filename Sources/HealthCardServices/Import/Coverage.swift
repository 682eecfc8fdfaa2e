package import HealthCardDomain

/// How far a population has its cards (`B16`).
package struct Coverage: Sendable, Equatable {
    /// What the lists held, over all runs under the tag.
    package let listed: ImportJob.Counts
    /// People of the lists, each counted once, by the state of their card.
    package let cards: [Card.Status: Int]

    package init(listed: ImportJob.Counts, cards: [Card.Status: Int]) {
        self.listed = listed
        self.cards = cards
    }

    package var persons: Int { cards.values.reduce(0, +) }
    package var claimed: Int { (cards[.active] ?? 0) + (cards[.suspended] ?? 0) }
    /// Every row of the lists is a person, a repetition or a rejection. Where a list was run again, or two share people,
    /// rows stand for people who were counted before.
    package var isReconciled: Bool { listed.rows - listed.repeated - listed.rejected == persons }
}
