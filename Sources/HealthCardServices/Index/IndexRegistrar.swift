import Foundation
import HealthCardDomain
import Matching

/// Registers records inside one transaction: finds candidates, decides, links.
struct IndexRegistrar {
    let engine: MatchEngine
    let store: any Repositories
    let reader: RecordReader
    let now: Date
    /// For how long a change of a provisional registration means its patient; `nil` where records are read from elsewhere
    /// and a local id means nothing.
    var terms: ConversionTerms?
    /// Whether the caller names the version that it changes.
    var isVersionSeen = false

    /// The name of the model that decides.
    var model: String { engine.model.name }
    var search: CandidateSearch { CandidateSearch(engine: engine, store: store, reader: reader) }
    var keeper: IndexKeeper { IndexKeeper(store: store, now: now) }

    /// Registers one record.
    ///
    /// - Parameter forecast: what was decided before the transaction, if anything was.
    func register(
        _ sealed: SealedSourceRecord,
        _ forecast: MatchForecast?,
        correcting: Bool = false
    ) throws -> RegistrationAnswer {
        try register(sealed, over: store.sourceRecords.find(at: sealed.place), forecast, correcting: correcting)
    }

    /// As ``register(_:_:correcting:)``, over what is known under its place.
    func register(
        _ sealed: SealedSourceRecord,
        over known: StoredSourceRecord?,
        _ forecast: MatchForecast?,
        correcting: Bool = false
    ) throws -> RegistrationAnswer {
        if let known {
            guard known.mergedInto == nil else { throw IndexRefusal.recordMerged }
            if known.isWithdrawn { return try bringBack(sealed, known, correcting: correcting) }
            return try registerAgain(sealed, known, correcting: correcting)
        }
        let found = try lasting(forecast, of: sealed) ?? search.find(sealed)
        let decision =
            if let forecast { try decide(sealed, on: found.basis, foreseen: forecast) } else {
                try search.decide(sealed, on: found.basis)
            }
        return try add(sealed, decision, found, replacing: nil)
    }

    /// What a forecast found, with whatever was changed since looked up anew, by others or in this transaction.
    private func lasting(_ forecast: MatchForecast?, of sealed: SealedSourceRecord) throws -> CandidateSearch.Found? {
        guard let forecast, let changes = try store.index.changes(since: forecast.event) else { return nil }
        return try search.refresh(forecast.found, of: sealed, since: changes)
    }

    /// Decides as a forecast did, where it stands on the same basis; otherwise anew.
    private func decide(
        _ sealed: SealedSourceRecord,
        on basis: MatchBasis,
        foreseen forecast: MatchForecast
    ) throws -> Decision {
        if forecast.model == model, forecast.found.basis == basis { return forecast.decision }
        return search.decide(sealed, on: basis, among: try search.candidates(basis, knowing: forecast))
    }

    /// Adds a record and links it as was decided.
    func add(
        _ sealed: SealedSourceRecord,
        _ decision: Decision,
        _ found: CandidateSearch.Found,
        replacing former: StoredSourceRecord?
    ) throws -> RegistrationAnswer {
        let record = try store.sourceRecords.add(sealed, replacing: former, at: now)
        reader.note(record, sealed)
        let (index, origin) = try settle(decision, record)
        try addBlocks(of: sealed, to: index, found.members)
        let asked = try review(decision.reviews, index, record, found.basis)
        let person = try lookAgain(at: index, having: found.basis)
        return RegistrationAnswer(
            index: person,
            record: record,
            origin: origin,
            reviews: try asked.filter { try store.indexReviews.find($0)?.state == .open },
            candidates: found.basis.candidates.count
        )
    }

    /// Links a new record as was decided.
    private func settle(_ decision: Decision, _ record: RecordReference) throws -> (IndexNumber, LinkOrigin) {
        switch decision.outcome {
        case .opens:
            let index = try store.index.open(for: record.number, at: now)
            try keeper.link(record, to: index, .opened, DecisionReasons(openedBy: model))
            return (index, .opened)
        case .links(let number):
            let index = IndexNumber(trusted: number)
            try link(record, to: index, .matched, decision)
            return (index, .matched)
        case .joins(let numbers):
            guard let oldest = numbers.min() else { preconditionFailure("a join names the persons it joins") }
            let index = IndexNumber(trusted: oldest)
            try link(record, to: index, .joined, decision)
            try join(numbers, record, decision)
            return (index, .joined)
        }
    }

    /// Merges persons whom a record proves to be one into the oldest of them.
    func join(_ numbers: [Int64], _ record: RecordReference, _ decision: Decision) throws {
        let indexes = numbers.map { IndexNumber(trusted: $0) }.sorted()
        for other in indexes.dropFirst() {
            let reasons = reasons(decision, for: other)
            try keeper.merge(other, into: indexes[0], record: record.number, by: nil, reasons)
        }
    }

    private func link(
        _ record: RecordReference,
        to index: IndexNumber,
        _ origin: LinkOrigin,
        _ decision: Decision
    ) throws {
        try keeper.link(record, to: index, origin, reasons(decision, for: index))
        try store.index.note(.link, of: index, record: record.number, other: nil, at: now)
    }

    func reasons(_ decision: Decision, for index: IndexNumber) -> DecisionReasons {
        guard let finding = decision.chosen.first(where: { $0.index == index.value }) ?? decision.chosen.first else {
            return DecisionReasons(model: model, text: "")
        }
        return DecisionReasons(finding.explanation)
    }

    /// Puts the index under those blocks of a record where it was not found.
    func addBlocks(of sealed: SealedSourceRecord, to index: IndexNumber, _ members: [BlockMember]) throws {
        let there = Set(members.lazy.filter { $0.member == index }.map(\.position))
        let missing = sealed.blocks.indices.filter { !there.contains($0) }.map { sealed.blocks[$0].number }
        if !missing.isEmpty { try store.index.add(missing, of: index) }
    }

    /// Asks a person about whoever is in doubt; not twice about two persons.
    func review(
        _ findings: [Decision.Finding],
        _ index: IndexNumber,
        _ record: RecordReference,
        _ basis: MatchBasis
    ) throws -> [Int64] {
        var opened: [Int64] = []
        for finding in findings {
            let other = try keeper.person(IndexNumber(trusted: finding.index))
            let candidate = basis.candidates.first { $0.index.value == finding.index }
            guard other != index, let candidate, candidate.records.indices.contains(finding.record),
                try store.indexReviews.apart(among: [index, other]).isEmpty
            else { continue }
            let (ours, theirs) = (Set(try keeper.group(of: index)), try keeper.group(of: other))
            let isAsked = try store.indexReviews.undecided(naming: theirs).contains { review in
                ours.contains(review.lower) || ours.contains(review.higher)
            }
            if isAsked { continue }
            let probability = DecisionReasons.millionths(finding.probability)
            let review = IndexReview(
                between: index,
                and: other,
                record: record.number,
                otherRecord: candidate.records[finding.record].number,
                weight: DecisionReasons.thousandths(finding.weight),
                probability: probability,
                expectedYield: probability * Self.pairs(between: index, and: candidate, basis),
                reasons: DecisionReasons(finding.explanation),
                openedAt: now
            )
            opened.append(try store.indexReviews.add(review))
        }
        return opened
    }

    /// How many pairs of records would be joined if a person and a candidate were one, as far as the search saw them.
    private static func pairs(
        between index: IndexNumber,
        and candidate: MatchBasis.Candidate,
        _ basis: MatchBasis
    ) -> Int {
        let known = basis.candidates.first { $0.index == index }?.recordCount ?? 0
        return (known + 1) * max(candidate.recordCount, 1)
    }
}
