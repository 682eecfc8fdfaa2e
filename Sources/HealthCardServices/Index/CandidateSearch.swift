import HealthCardDomain
import Matching

/// Finds whom a record may be, and lets the engine decide.
struct CandidateSearch {
    /// Nobody's name is commoner than one under which so many lie.
    private static let countLimit = 2_000

    let engine: MatchEngine
    let store: any Repositories
    let reader: RecordReader

    /// What was found for a record.
    struct Found: Sendable {
        var basis: MatchBasis
        /// The indexes under the record's blocks, as they are named there.
        let members: [BlockMember]
    }

    /// Looks a record up.
    ///
    /// - Parameter person: whom to compare it with in any case.
    func find(_ sealed: SealedSourceRecord, including person: IndexNumber? = nil) throws -> Found {
        try find(under: sealed.blocks, including: person)
    }

    /// As ``find(_:including:)``, by the blocks alone.
    func find(under blocks: [BlindBlock], including person: IndexNumber? = nil) throws -> Found {
        var basis = MatchBasis()
        basis.persons = try store.index.personCount()
        basis.counts = Array(repeating: 0, count: blocks.count)
        let members = try store.index.members(under: blocks)
        var survivors = try count(members, of: blocks, into: &basis)
        if let person, !survivors.contains(person) {
            survivors.append(person)
            survivors.sort()
        }
        guard !survivors.isEmpty else { return Found(basis: basis, members: members) }
        basis.candidates = try candidates(of: survivors)
        basis.apart = try store.indexReviews.apart(among: basis.candidates.map(\.index))
        return Found(basis: basis, members: members)
    }

    /// Persons with their live records, by number; those without any are left out.
    func candidates(of survivors: [IndexNumber]) throws -> [MatchBasis.Candidate] {
        let limit = MatchEngine.recordsRead
        let links = try store.index.liveLinks(of: survivors, limit: limit + 1)
        var candidates: [MatchBasis.Candidate] = []
        var start = 0
        while start < links.count {
            let survivor = links[start].survivor
            var end = start
            while end < links.count, links[end].survivor == survivor { end += 1 }
            let statements = links[start..<end].flatMap(\.statements)
            candidates.append(
                .init(index: survivor, records: Array(statements.prefix(limit)), isCut: statements.count > limit)
            )
            start = end
        }
        return candidates
    }

    /// Counts the persons under each block.
    ///
    /// - Parameters:
    ///   - basis: where the counts go.
    ///   - isKnown: whether the basis has the count at this position already, and it stands.
    /// - Returns: those whom blocks that are not crowded make candidates, each once, by number.
    func count(
        _ members: [BlockMember],
        of blocks: [BlindBlock],
        into basis: inout MatchBasis,
        unless isKnown: (_ position: Int) -> Bool = { _ in false }
    ) throws -> [IndexNumber] {
        var hits: [IndexNumber: BlockHits] = [:]
        let noHits = BlockHits(hasNumber: blocks.contains { $0.kind == .number })
        var start = 0
        while start < members.count {
            let position = members[start].position
            var here: Set<IndexNumber> = []
            var end = start
            while end < members.count, members[end].position == position {
                here.insert(members[end].survivor)
                end += 1
            }
            let (block, isCrowded) = (blocks[position], end - start > blocks[position].cap)
            if !isKnown(position) {
                basis.counts[position] =
                    isCrowded && block.isCounted
                    ? try store.index.memberCount(under: block, limit: Self.countLimit) : here.count
            }
            if !isCrowded { for survivor in here { hits[survivor, default: noHits].add(block.kind) } }
            start = end
        }
        return hits.lazy.filter { $0.value.isCandidate }.map(\.key).sorted()
    }

    /// Decides. A pure function of the record and the basis.
    func decide(_ sealed: SealedSourceRecord, on basis: MatchBasis) throws -> Decision {
        decide(sealed, on: basis, among: try candidates(basis))
    }

    /// The same among candidates that were read.
    func decide(_ sealed: SealedSourceRecord, on basis: MatchBasis, among candidates: [CandidatePerson]) -> Decision {
        engine.decide(
            sealed.record,
            among: candidates,
            counts: Self.counts(of: sealed.keys, basis),
            apart: Self.apart(basis)
        )
    }

    /// Grades the persons whom a description may mean.
    func grade(_ record: MatchRecord) throws -> [GradedCandidate] {
        let keys = record.blockKeys
        let basis = try find(under: store.index.blocks(of: keys)).basis
        return engine.grade(
            record,
            among: try candidates(basis),
            counts: Self.counts(of: keys, basis),
            apart: Self.apart(basis)
        )
    }

    /// The candidates with their records.
    func candidates(_ basis: MatchBasis) throws -> [CandidatePerson] {
        let records = try reader.records(basis.candidates.flatMap(\.records), in: store)
        return basis.candidates.map { candidate in
            CandidatePerson(
                index: candidate.index.value,
                records: candidate.records.compactMap { records[$0] },
                isCut: candidate.isCut
            )
        }
    }

    static func counts(of keys: [BlockKey], _ basis: MatchBasis) -> BlockCounts {
        BlockCounts(
            persons: basis.persons,
            counts: Dictionary(zip(keys, basis.counts), uniquingKeysWith: { first, _ in first })
        )
    }

    static func apart(_ basis: MatchBasis) -> ApartPersons {
        var apart = ApartPersons()
        for pair in basis.apart { apart.insert(pair.lower.value, pair.higher.value) }
        for index in basis.forbidden { apart.insertForRecord(index.value) }
        return apart
    }
}
