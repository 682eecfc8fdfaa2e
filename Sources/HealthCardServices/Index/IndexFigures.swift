/// What is watched of the main index (`A11`). It names nobody.
package struct IndexFigures: Sendable {
    /// About how many main indexes there are.
    package let persons: Int
    package let reviews: ReviewCounts

    package init(persons: Int, reviews: ReviewCounts) {
        (self.persons, self.reviews) = (persons, reviews)
    }

    /// The figures of this moment, none of which is counted when it is asked for.
    package init(of storage: any Storage) async throws {
        self = try await storage.read { store in
            Self(persons: try store.index.personCount(), reviews: try store.reviewQueue.counts())
        }
    }
}
