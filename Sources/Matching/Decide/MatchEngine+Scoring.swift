extension MatchEngine {
    /// The match weight of two records in bits, without its reasons: what a yardstick times.
    ///
    /// - Parameter persons: of the index.
    package func weight(_ one: MatchRecord, _ other: MatchRecord, persons: Int) -> Double {
        var crowd = Crowd()
        crowd.persons = persons
        return model.weigh(RecordComparator(crowd: crowd).compare(one, other), crowd: crowd).weight
    }
}
