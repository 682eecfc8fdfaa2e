import Foundation
import HealthCardDomain
import Matching

/// Registers records inside one transaction: finds candidates, decides, links.
struct IndexRegistrar {
    let engine: MatchEngine
    let model: String
    let store: any Repositories
    let reader: RecordReader
    let now: Date

    var search: CandidateSearch { CandidateSearch(engine: engine, store: store, reader: reader) }
    var keeper: IndexKeeper { IndexKeeper(store: store, now: now) }

    /// Registers one record.
    ///
    /// - Parameter forecast: what was decided before the transaction, if anything was.
    func register(_ sealed: SealedSourceRecord, _ forecast: MatchForecast?) throws -> RegistrationAnswer {
        if let known = try store.sourceRecords.find(at: sealed.place) { return try registerAgain(sealed, known) }
        let found = try search.find(sealed)
        let decision =
            if let forecast, forecast.basis == found.basis { forecast.decision } else {
                try search.decide(sealed, on: found.basis)
            }
        let record = RecordReference(number: try store.sourceRecords.add(sealed, at: now), version: 1)
        reader.note(record, sealed.record)
        let (index, origin) = try settle(decision, record, linkNumber: 1)
        try addBlocks(of: sealed, to: index, found.members)
        return RegistrationAnswer(
            index: index,
            record: record,
            origin: origin,
            reviews: try review(decision, index, record, found.basis),
            candidates: found.basis.candidates.count
        )
    }

    /// Links a record that has no live link as was decided.
    func settle(
        _ decision: Decision,
        _ record: RecordReference,
        linkNumber: Int
    ) throws -> (IndexNumber, LinkOrigin) {
        switch decision.outcome {
        case .opens:
            let index = try store.index.open(for: record.number, at: now)
            try keeper.link(record, to: index, number: linkNumber, .opened, DecisionReasons(openedBy: model))
            return (index, .opened)
        case .links(let number):
            let index = IndexNumber(trusted: number)
            try link(record, to: index, linkNumber, .matched, decision)
            return (index, .matched)
        case .joins(let numbers):
            let indexes = numbers.map { IndexNumber(trusted: $0) }.sorted()
            guard let index = indexes.first else { preconditionFailure("a join names the persons it joins") }
            try link(record, to: index, linkNumber, .joined, decision)
            for other in indexes.dropFirst() {
                let reasons = Self.reasons(decision, for: other, model)
                try keeper.merge(other, into: index, record: record.number, by: nil, reasons)
            }
            return (index, .joined)
        }
    }

    private func link(
        _ record: RecordReference,
        to index: IndexNumber,
        _ linkNumber: Int,
        _ origin: LinkOrigin,
        _ decision: Decision
    ) throws {
        let reasons = Self.reasons(decision, for: index, model)
        try keeper.link(record, to: index, number: linkNumber, origin, reasons)
        try store.index.note(.link, of: index, record: record.number, other: nil, at: now)
    }

    private static func reasons(_ decision: Decision, for index: IndexNumber, _ model: String) -> DecisionReasons {
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
        _ decision: Decision,
        _ index: IndexNumber,
        _ record: RecordReference,
        _ basis: MatchBasis
    ) throws -> [Int64] {
        var opened: [Int64] = []
        for finding in decision.reviews {
            let other = try keeper.person(IndexNumber(trusted: finding.index))
            let candidate = basis.candidates.first { $0.index.value == finding.index }
            guard other != index, let candidate, candidate.records.indices.contains(finding.record),
                try store.indexReviews.apart(among: [index, other].sorted()).isEmpty
            else { continue }
            let (ours, theirs) = (Set(try keeper.group(of: index)), try keeper.group(of: other))
            let isAsked = try store.indexReviews.undecided(naming: theirs).contains { review in
                ours.contains(review.lower) || ours.contains(review.higher)
            }
            if isAsked { continue }
            let review = IndexReview(
                between: index,
                and: other,
                record: record.number,
                otherRecord: candidate.records[finding.record].number,
                weight: DecisionReasons.thousandths(finding.weight),
                probability: DecisionReasons.millionths(finding.probability),
                reasons: DecisionReasons(finding.explanation),
                openedAt: now
            )
            opened.append(try store.indexReviews.add(review))
        }
        return opened
    }
}
