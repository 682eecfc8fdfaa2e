package import HealthCardDomain

/// A person of the index as they are today.
package struct PersonFile: Sendable, Equatable {
    package let index: IndexPerson
    /// Indexes that were merged into it and lead to it, by number.
    package let merged: [IndexNumber]
    /// The live links, by record.
    package let links: [Link]
    package let golden: GoldenView

    package init(index: IndexPerson, merged: [IndexNumber], links: [Link], golden: GoldenView) {
        self.index = index
        self.merged = merged
        self.links = links
        self.golden = golden
    }
}
