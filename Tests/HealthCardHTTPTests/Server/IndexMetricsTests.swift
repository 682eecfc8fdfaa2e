import HealthCardDomain
import HealthCardHTTP
import HealthCardServices
import Testing

struct IndexMetricsTests {
    @Test func `the main index and what waits in it are told in numbers`() async {
        var reviews = ReviewCounts()
        reviews.open = [.first: 5, .third: 2]
        reviews.same = [0, 0, 0, 0, 0, 0, 0, 1, 0, 9]
        reviews.notSame[3] = 4
        let figures = IndexFigures(persons: 41_000, reviews: reviews)
        let lines = await ServerMetrics(index: { figures }).text().split(separator: "\n")
        for line in [
            "xinglin_index_persons 41000",
            "xinglin_index_reviews_open{stage=\"first\"} 5",
            "xinglin_index_reviews_open{stage=\"second\"} 0",
            "xinglin_index_reviews_open{stage=\"third\"} 2",
            "xinglin_index_reviews_decided{verdict=\"same\"} 10",
            "xinglin_index_reviews_decided{verdict=\"not-same\"} 4",
        ] {
            #expect(lines.contains(Substring(line)))
        }
    }

    @Test func `a database that does not answer leaves the index out`() async {
        let text = await ServerMetrics(index: { nil }).text()
        #expect(!text.contains("xinglin_index"))
    }
}
