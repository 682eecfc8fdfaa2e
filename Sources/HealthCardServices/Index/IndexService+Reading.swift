package import HealthCardDomain

/// Reading: persons, records, and why they belong together.
extension IndexService {
    /// The person that an index number stands for today, however often it was merged.
    ///
    /// - Throws: `IndexRefusal.indexUnknown`.
    package func person(_ number: IndexNumber) async throws -> PersonFile {
        try await storage.read { store in
            guard let named = try store.index.find(number), let index = try store.index.find(named.survivor) else {
                throw IndexRefusal.indexUnknown
            }
            let live = try store.index.liveLinks(of: [index.number], limit: Self.recordLimit)
            let newest = try store.sourceRecords.newest(of: live.map(\.record.number))
            return PersonFile(
                index: index,
                merged: try store.index.members(of: index.number).map(\.number),
                links: try live.compactMap { try store.index.link(of: $0.record.number) },
                golden: GoldenView(newest)
            )
        }
    }

    /// The index number of a local id, as PIX asks for it.
    ///
    /// - Throws: `IndexRefusal.recordUnknown`.
    package func index(of id: SourceRecordID) async throws -> IndexNumber {
        try await storage.read { store in
            guard let record = try store.sourceRecords.find(id), let link = try store.index.link(of: record.number),
                let index = try store.index.find(link.index)
            else { throw IndexRefusal.recordUnknown }
            return index.survivor
        }
    }

    /// Why a local id is linked to its index: who or what decided, on what evidence, and when.
    ///
    /// - Throws: `IndexRefusal.recordUnknown`.
    package func why(_ id: SourceRecordID) async throws -> Link {
        try await storage.read { store in
            guard let record = try store.sourceRecords.find(id), let link = try store.index.link(of: record.number)
            else { throw IndexRefusal.recordUnknown }
            return link
        }
    }

    /// All that was said under a local id since it is this person's, and every link of it.
    ///
    /// - Throws: `IndexRefusal.recordUnknown`.
    package func history(of id: SourceRecordID) async throws -> RecordHistory {
        try await storage.read { store in
            guard let record = try store.sourceRecords.find(id) else { throw IndexRefusal.recordUnknown }
            return RecordHistory(
                versions: try store.sourceRecords.versions(of: record.number),
                links: try store.index.links(of: record.number)
            )
        }
    }

    /// What happened to an index.
    ///
    /// - Throws: `IndexRefusal.indexUnknown`.
    package func history(of number: IndexNumber) async throws -> PersonHistory {
        try await storage.read { store in
            guard try store.index.find(number) != nil else { throw IndexRefusal.indexUnknown }
            return PersonHistory(
                events: try store.index.events(of: number),
                merges: try store.index.merges(of: number)
            )
        }
    }

    /// A page of open reviews, what to decide first at the head.
    package func openReviews(after last: IndexReview? = nil, limit: Int) async throws -> [IndexReview] {
        try await storage.read { try $0.indexReviews.open(after: last, limit: limit) }
    }

    /// How many reviews wait for a person.
    package func openReviewCount() async throws -> Int {
        try await storage.read { try $0.reviewQueue.counts().openCount }
    }
}
