import Matching

/// A decision made ahead of its transaction. It stands where the transaction finds the same basis, and the same model runs.
package struct MatchForecast: Sendable {
    /// The name of the model that decided.
    let model: String
    let found: CandidateSearch.Found
    /// The candidates of the basis with their records, in its order.
    let candidates: [CandidatePerson]
    let decision: Decision
    /// The newest event when it was made.
    let event: Int64

    /// Decides now.
    ///
    /// - Parameter event: the newest one.
    init(of record: SealedSourceRecord, by search: CandidateSearch, at event: Int64) throws {
        model = search.engine.model.name
        found = try search.find(record)
        candidates = try search.candidates(found.basis)
        decision = search.decide(record, on: found.basis, among: candidates)
        self.event = event
    }
}
