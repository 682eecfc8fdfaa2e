package import HealthCardDomain

/// Reading: persons, records, and why they belong together.
extension IndexService {
    /// The person that an index number stands for today, however often it was merged.
    ///
    /// - Throws: `IndexRefusal.indexUnknown`.
    package func person(_ number: IndexNumber) async throws -> PersonFile {
        try await storage.read { try IndexViews(store: $0).file(number) }
    }

    /// The index number of a local id, as PIX asks for it.
    ///
    /// - Throws: `IndexRefusal.recordUnknown`.
    package func index(of id: SourceRecordID) async throws -> IndexNumber {
        try await storage.read { try IndexViews(store: $0).index(of: id) }
    }

    /// Why a local id is linked to its index: who or what decided, on what evidence, and when.
    ///
    /// - Throws: `IndexRefusal.recordUnknown`.
    package func why(_ id: SourceRecordID) async throws -> Link {
        try await storage.read { try IndexViews(store: $0).linked(id).link }
    }

    /// All that was said under a local id since it is this person's, and every link of it.
    ///
    /// - Throws: `IndexRefusal.recordUnknown`.
    package func history(of id: SourceRecordID) async throws -> RecordHistory {
        try await storage.read { try IndexViews(store: $0).history(of: id) }
    }

    /// What happened to an index.
    ///
    /// - Throws: `IndexRefusal.indexUnknown`.
    package func history(of number: IndexNumber) async throws -> PersonHistory {
        try await storage.read { try IndexViews(store: $0).history(of: number) }
    }

    /// A page of open reviews, the heaviest first.
    package func openReviews(after last: IndexReview? = nil, limit: Int) async throws -> [IndexReview] {
        try await storage.read { try $0.indexReviews.open(after: last, limit: limit) }
    }

    /// How many reviews wait for a person.
    package func openReviewCount() async throws -> Int {
        try await storage.read { try $0.indexReviews.openCount() }
    }
}
