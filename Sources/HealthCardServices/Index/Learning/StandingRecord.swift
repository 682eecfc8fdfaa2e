import HealthCardDomain
import Matching

/// A live record and whom it may be, as if it were registered now: of its own person only the other records count.
struct StandingRecord: Sendable {
    /// Whose record it is today.
    let person: IndexNumber
    let reference: RecordReference
    let record: MatchRecord
    let candidates: [CandidatePerson]
    let counts: BlockCounts
    let apart: ApartPersons

    /// Reads records of one page of links; those that belong to nobody are left out.
    static func read(
        _ links: [LiveLink],
        in store: any Repositories,
        _ reader: RecordReader
    ) throws -> [StandingRecord] {
        let records = try reader.records(links.map(\.record), in: store)
        return try links.compactMap { link in
            guard let record = records[link.record] else { return nil }
            return try StandingRecord(record, link, in: store, reader)
        }
    }

    private init?(
        _ record: MatchRecord,
        _ link: LiveLink,
        in store: any Repositories,
        _ reader: RecordReader
    ) throws {
        let keys = record.blockKeys
        guard !keys.isEmpty else { return nil }
        let search = CandidateSearch(engine: MatchEngine(), store: store, reader: reader)
        var basis = try search.find(under: store.index.blocks(of: keys)).basis
        var isAlone = true
        for place in basis.candidates.indices where basis.candidates[place].index == link.survivor {
            basis.candidates[place].records.removeAll { $0.number == link.record.number }
            isAlone = basis.candidates[place].records.isEmpty
        }
        basis.candidates.removeAll(where: \.records.isEmpty)
        // A person who has nothing else stands under these blocks by this record alone.
        if isAlone { basis.counts = basis.counts.map { max(0, $0 - 1) } }
        person = link.survivor
        reference = link.record
        self.record = record
        candidates = try search.candidates(basis)
        counts = CandidateSearch.counts(of: keys, basis)
        apart = CandidateSearch.apart(basis)
    }
}
