/// The course of one decision: every candidate is assessed, doubts are raised, then the proven ones are chosen.
struct Judging {
    /// Bits by which the best must lie above a rival that is certainly another person.
    static let margin = 6.0

    private(set) var record: MatchRecord
    let apart: ApartPersons
    let crowd: Crowd
    let model: MatchModel
    let comparator: RecordComparator
    /// Written by the guards of the other files as well.
    var assessments: [Assessment] = []
    private var isNumberGivenBack = false
    /// The places of the chosen candidates among the assessments, the oldest index first.
    private(set) var chosen: [Int] = []

    init(record: MatchRecord, apart: ApartPersons, crowd: Crowd, model: MatchModel) {
        self.record = record
        self.apart = apart
        self.crowd = crowd
        self.model = model
        comparator = RecordComparator(crowd: crowd)
    }

    mutating func assess(_ candidates: [CandidatePerson]) {
        giveNumberToGuardian(candidates)
        assessments.reserveCapacity(candidates.count)
        for candidate in candidates {
            var assessment = assess([record], candidate)
            if apart.containsForRecord(candidate.index) { assessment.vetoes.append(.decidedApart) }
            if isNumberGivenBack { assessment.vetoes.append(.numberContested) }
            assessments.append(assessment)
        }
    }

    /// A number that a child of the record's own name gives as its guardian's was probably typed for the child, and with
    /// it the guardian's birth date. It may as well be the guardian under the child's name, so a person decides.
    private mutating func giveNumberToGuardian(_ candidates: [CandidatePerson]) {
        guard let number = record.validNumber, let holderBirth = number.birthDate else { return }
        guard record.birth == nil || record.birth == holderBirth else { return }
        let isGuardians = candidates.contains { candidate in
            candidate.records.contains { other in
                other.relativeDocuments.contains(number) && other.validNumber != number
                    && (other.bestBirth?.year ?? 0) - holderBirth.year >= BirthDate.yearsOfGeneration
                    && NameComparator.level(record.names, other.names) >= .homophone
            }
        }
        let isOwn = candidates.contains { candidate in
            candidate.records.contains { other in
                other.validNumber == number && NameComparator.level(record.names, other.names) >= .homophone
            }
        }
        guard isGuardians, !isOwn else { return }
        var contents = record.contents
        contents.documents.removeAll { $0 == number }
        contents.relativeDocuments.append(number)
        contents.isNumberDoubtful = false
        if contents.birth == number.birthDate { contents.birth = nil }
        record = MatchRecord(contents)
        isNumberGivenBack = true
    }

    /// Compares a description with a whole person, each field by its best pair of records.
    func assess(_ description: [MatchRecord], _ candidate: CandidatePerson) -> Assessment {
        var whole = Comparison()
        var nearest = (record: 0, weight: -Double.infinity)
        for one in description {
            for (offset, other) in candidate.records.enumerated() {
                let pair = comparator.compare(one, other)
                let quick = Double(pair.name.rawValue) + Double(pair.number.rawValue) + Double(pair.birth.rawValue)
                if quick > nearest.weight { nearest = (offset, quick) }
                whole.fold(pair)
            }
        }
        let (weight, evidence) = model.weigh(whole, crowd: crowd)
        var vetoes = Vetoes.of(description, candidate.records, whole)
        var rule = proof(whole).rule
        if let line = model.provingLine {
            rule = weight >= line ? .weight : nil
            // A rare name weighs more than dates that lie a generation apart: something else must agree as well.
            let isNameAlone = whole.document != .equal && whole.address < .room && whole.phone != .equal
            vetoes.removeAll { !$0.isFinal && ($0 != .birthDatesApart || !isNameAlone) }
        }
        return Assessment(
            candidate: candidate,
            comparison: whole,
            nearest: nearest.record,
            weight: weight,
            evidence: evidence,
            vetoes: vetoes,
            rule: rule
        )
    }

    private func proof(_ comparison: Comparison) -> Proof {
        Proof(
            comparison: comparison,
            rarity: MatchModel.liveRarity(comparison.rarity, crowd: crowd),
            persons: crowd.persons
        )
    }

    /// Whether something forbids that two candidates are one person.
    func arePartedForSure(_ one: CandidatePerson, _ other: CandidatePerson) -> Bool {
        if apart.contains(one.index, other.index) { return true }
        return !Vetoes.of(one.records, other.records, between(one, other)).isEmpty
    }

    func between(_ one: CandidatePerson, _ other: CandidatePerson) -> Comparison {
        var whole = Comparison()
        for left in one.records { for right in other.records { whole.fold(comparator.compare(left, right)) } }
        return whole
    }

    /// A rival that is certainly another person and nearly as likely leaves the choice to a person.
    mutating func guardRivals() {
        for index in assessments.indices where assessments[index].isProven {
            let one = assessments[index]
            if one.rule == .ownNumber || one.rule == .document { continue }
            let hasRival = assessments.indices.contains { other in
                let rival = assessments[other]
                guard other != index, !rival.vetoes.contains(where: \.isFinal) else { return false }
                return rival.weight > one.weight - Self.margin && arePartedForSure(one.candidate, rival.candidate)
            }
            if hasRival { assessments[index].vetoes.append(.secondClose) }
        }
    }

    /// Chooses the proven candidate with the most weight, and with it those that the record proves to be the same.
    mutating func chooseProven() {
        let proven = assessments.indices.filter { assessments[$0].isProven }
            .sorted { assessments[$0].weight > assessments[$1].weight }
        guard let best = proven.first else { return }
        chosen = [best]
        for other in proven.dropFirst() where mayJoin(other) { chosen.append(other) }
    }

    /// Whether nothing parts a candidate from all that are chosen.
    private func mayJoin(_ index: Int) -> Bool {
        !assessments[index].candidate.isCut
            && chosen.allSatisfy { place in
                !assessments[place].candidate.isCut
                    && !arePartedForSure(assessments[place].candidate, assessments[index].candidate)
            }
    }

    /// With the record's statements a chosen person may now prove what neither proved alone.
    mutating func chooseByWholeEvidence() {
        if chosen.isEmpty, let child = knownChild {
            assessments[child].rule = .onlyChild
            chosen = [child]
        }
        guard !chosen.isEmpty else { return }
        var isGrowing = true
        while isGrowing {
            isGrowing = false
            let whole = chosen.flatMap { assessments[$0].candidate.records } + [record]
            for index in assessments.indices where !chosen.contains(index) {
                guard assessments[index].vetoes.allSatisfy({ $0 == .unlikeNames }), mayJoin(index) else { continue }
                var together = assess(whole, assessments[index].candidate)
                if together.rule == nil, isOnlyChild(whole, together, besides: chosen + [index]) {
                    together.rule = .onlyChild
                }
                guard together.isProven, !apart.containsForRecord(together.candidate.index),
                    !mayBeTwin(together, of: whole, beside: others(than: chosen + [index], beside: whole))
                else { continue }
                assessments[index] = together
                chosen.append(index)
                isGrowing = true
                break
            }
        }
    }

    /// The other candidates, compared with a whole person.
    private func others(than places: [Int], beside whole: [MatchRecord]) -> [Assessment] {
        assessments.indices.filter { !places.contains($0) }.map { assess(whole, assessments[$0].candidate) }
    }

    func decision() -> Decision {
        let findings = chosen.map { finding($0) }
        let indexes = chosen.map { assessments[$0].candidate.index }
        let outcome: Decision.Outcome =
            switch indexes.count {
            case 0: .opens
            case 1: .links(to: indexes[0])
            default: .joins(indexes.sorted())
            }
        return Decision(outcome: outcome, chosen: findings, reviews: reviews())
    }

    func finding(_ index: Int) -> Decision.Finding {
        Decision.Finding(
            index: assessments[index].candidate.index,
            record: assessments[index].nearest,
            explanation: assessments[index].explanation(model)
        )
    }
}
