import HealthCardDomain
import HealthCardServices

extension MetricsText {
    /// The main index, and what waits for a person.
    mutating func index(_ figures: IndexFigures) {
        single("xinglin_index_persons", "gauge", "About how many main indexes there are.", figures.persons)
        family("xinglin_index_reviews_open", "gauge", "Suspected duplicates that nobody decided, by stage.")
        for stage in ReviewStage.allCases {
            sample("xinglin_index_reviews_open", "stage=\"\(stage)\"", figures.reviews.open[stage] ?? 0)
        }
        // An answer may be taken back, so that this is no counter.
        family("xinglin_index_reviews_decided", "gauge", "Suspected duplicates that were decided, by verdict.")
        for (verdict, bands) in [(ReviewVerdict.same, figures.reviews.same), (.notSame, figures.reviews.notSame)] {
            sample("xinglin_index_reviews_decided", "verdict=\"\(verdict.rawValue)\"", bands.reduce(0, +))
        }
    }
}
