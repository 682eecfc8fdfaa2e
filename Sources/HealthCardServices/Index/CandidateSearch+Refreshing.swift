import HealthCardDomain
import Matching

/// What was found before, and what of it changed since.
extension CandidateSearch {
    /// What ``find(_:including:)`` would find now, by looking up only what was changed.
    ///
    /// - Parameters:
    ///   - known: what it found before.
    ///   - changes: everything that was changed since; may name more.
    func refresh(_ known: Found, of sealed: SealedSourceRecord, since changes: [ChangeSet]) throws -> Found {
        let isRedirected = known.members.contains { member in
            changes.contains { $0.redirected.contains(member.survivor) }
        }
        if isRedirected { return try find(sealed) }
        let blocks = sealed.blocks
        let stale = blocks.indices.filter { place in changes.contains { $0.blocks.contains(blocks[place].number) } }
        var basis = known.basis
        basis.persons = try store.index.personCount()
        let members = stale.isEmpty ? known.members : try replace(stale, among: known.members, blocks)
        for place in stale { basis.counts[place] = 0 }
        let survivors = try count(members, of: blocks, into: &basis) { !stale.contains($0) }
        basis.candidates = try refresh(known.basis.candidates, to: survivors, since: changes)
        basis.apart = try store.indexReviews.apart(among: basis.candidates.map(\.index))
        return Found(basis: basis, members: members)
    }

    /// Looks up who lies under some of the blocks, and leaves the others as they are.
    private func replace(
        _ stale: [Int],
        among members: [BlockMember],
        _ blocks: [BlindBlock]
    ) throws -> [BlockMember] {
        var replaced = members.filter { !stale.contains($0.position) }
        for found in try store.index.members(under: stale.map { blocks[$0] }) {
            replaced.append(
                BlockMember(position: stale[found.position], member: found.member, survivor: found.survivor)
            )
        }
        return replaced.sorted { ($0.position, $0.member) < ($1.position, $1.member) }
    }

    /// The candidates among persons, those of before where they have no new version.
    private func refresh(
        _ known: [MatchBasis.Candidate],
        to survivors: [IndexNumber],
        since changes: [ChangeSet]
    ) throws -> [MatchBasis.Candidate] {
        var kept: [MatchBasis.Candidate] = []
        var changed: [IndexNumber] = []
        for survivor in survivors {
            if let candidate = known.first(where: { $0.index == survivor }),
                !changes.contains(where: { $0.indexes.contains(survivor) })
            {
                kept.append(candidate)
            } else {
                changed.append(survivor)
            }
        }
        guard !changed.isEmpty else { return kept }
        return (kept + (try candidates(of: changed))).sorted { $0.index < $1.index }
    }

    /// The candidates with their records, those of a forecast where it read the same records of them.
    func candidates(_ basis: MatchBasis, knowing forecast: MatchForecast) throws -> [CandidatePerson] {
        let before = forecast.found.basis.candidates
        let known = basis.candidates.map { candidate in
            before.firstIndex(of: candidate).map { forecast.candidates[$0] }
        }
        var rest = MatchBasis()
        rest.candidates = zip(basis.candidates, known).compactMap { $1 == nil ? $0 : nil }
        var read = try candidates(rest).makeIterator()
        return known.compactMap { $0 ?? read.next() }
    }
}
