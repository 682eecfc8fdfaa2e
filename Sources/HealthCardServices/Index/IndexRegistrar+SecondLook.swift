import HealthCardDomain
import Matching

/// Open questions about a person of whom more is known now: what nobody could tell then may be proven today.
extension IndexRegistrar {
    /// Judges the open questions about a person again, by the records of the other side, and joins whom they prove to be
    /// one. A question that a reviewer has answered already waits for the next reviewer.
    ///
    /// Where the record that tells more has nobody else for a candidate, it proves nothing of others, and nothing is read:
    /// on PostgreSQL every question read here parts this transaction from those that ask.
    ///
    /// - Parameter basis: what was found for that record.
    /// - Returns: the person that the index belongs to then.
    func lookAgain(at index: IndexNumber, having basis: MatchBasis) throws -> IndexNumber {
        guard basis.candidates.contains(where: { $0.index != index }) else { return index }
        var person = index
        var questions = try store.indexReviews.open(about: person)
        while let question = questions.popLast() {
            let sides = (try keeper.person(question.lower), try keeper.person(question.higher))
            guard question.stage == .first, sides.0 != sides.1 else { continue }
            if try joins(sides.0 == person ? sides.1 : sides.0, with: person, asked: question) {
                person = try keeper.person(person)
                questions = try store.indexReviews.open(about: person)
            }
        }
        return person
    }

    /// Joins a person with another one if one of their records, registered now, would prove that they are one.
    private func joins(_ other: IndexNumber, with person: IndexNumber, asked question: IndexReview) throws -> Bool {
        let links = try store.index.liveLinks(of: [other], limit: MatchEngine.recordsRead)
        for link in links {
            guard let (standing, decision) = try decideAgain(link) else { continue }
            let chosen = Set(decision.linked)
            // Without its other records nobody speaks for the person; with them, they must agree.
            guard chosen.contains(person.value), chosen.contains(other.value) || links.count == 1 else { continue }
            let all = chosen.union([other.value]).sorted()
            // The engine was told nothing of the other person where nothing but this record stands for them.
            guard try store.indexReviews.apart(among: all.map { IndexNumber(trusted: $0) }).isEmpty else { continue }
            guard try !isOfTwin(person, than: other, asked: question) else { return false }
            try join(all, standing.reference, decision)
            return true
        }
        return false
    }

    /// Whether the person's record in a question, registered now, may be that of the other's twin. The other's records
    /// need not know the twin.
    private func isOfTwin(_ person: IndexNumber, than other: IndexNumber, asked question: IndexReview) throws -> Bool {
        let links = try store.index.liveLinks(of: [person], limit: MatchEngine.recordsRead)
        return try links.contains { link in
            guard [question.record, question.otherRecord].contains(link.record.number) else { return false }
            return try decideAgain(link)?.decision.reviews.contains { finding in
                finding.index == other.value && finding.explanation.vetoes.contains(.twins)
            } ?? false
        }
    }

    /// Decides about a live record as if it were registered now.
    private func decideAgain(_ link: LiveLink) throws -> (standing: StandingRecord, decision: Decision)? {
        guard let standing = try StandingRecord.read([link], in: store, reader).first else { return nil }
        let decision = engine.decide(
            standing.record,
            among: standing.candidates,
            counts: standing.counts,
            apart: standing.apart
        )
        return (standing, decision)
    }
}
