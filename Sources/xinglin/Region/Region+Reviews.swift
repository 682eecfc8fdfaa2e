import HealthCardDomain
import HealthCardServices

extension Region {
    /// How many open reviews a new region has.
    static let reviewCount = 12
    private static let pairsOfBatch = 50

    /// Registers doubtful pairs at the region's hospitals until so many reviews are open.
    func seedReviews(_ wanted: Int) async throws {
        let index = services.index
        let today = CivilDate(inChinaAt: services.ambient.now())
        var pairs = DoubtfulPairs(seed: Self.seed, today: today)
        // A pair in two raises a review at the least.
        for _ in stride(from: 0, to: wanted * 2, by: Self.pairsOfBatch) {
            let open = try await index.openReviewCount()
            guard open < wanted else { break }
            let batch = try (0..<min(Self.pairsOfBatch, wanted - open)).flatMap { _ in
                let (one, other) = try pairs.next()
                return [try index.seal(one.fields, as: one.id), try index.seal(other.fields, as: other.id)]
            }
            _ = try await index.register(batch)
        }
        try await IndexTally(storage: services.storage, ambient: services.ambient).run(includingNewest: true)
    }
}
