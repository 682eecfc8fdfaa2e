package import HealthCardDomain

/// What operators of the centre decide. Every decision stands until a person takes it back.
extension IndexDesk {
    /// The most acts that are named of those that saw a wrong record.
    package static let seenLimit = 1_000

    /// Takes a record out of its person.
    ///
    /// - Returns: the new index.
    /// - Throws: `IndexRefusal.recordUnknown`, `.onlyRecord`.
    package func unlink(_ id: SourceRecordID, by act: Act) async throws -> IndexNumber {
        try await perform(.indexDecide, by: act) { store, reader, trace in
            let before = try IndexViews(store: store).index(of: id)
            trace.indexes = [before]
            let index = try keeper(store, act).unlink(id, by: act.actor.reviewer, reader)
            trace.indexes.append(index)
            return index
        }
    }

    /// Moves a record to a person. Where it is all that its own person has, the persons are merged.
    ///
    /// - Throws: `IndexRefusal.recordUnknown`, `.indexUnknown`, `.sameIndex`, `.heldApart`, `.mergeForbidden`.
    package func link(_ id: SourceRecordID, to number: IndexNumber, by act: Act) async throws {
        try await perform(.indexDecide, by: act) { store, reader, trace in
            let views = IndexViews(store: store)
            let (from, to) = (try views.index(of: id), try views.person(number).number)
            trace.indexes = [from, to]
            try requireFree(from, to, in: store)
            try keeper(store, act).link(id, to: to, by: act.actor.reviewer, reader)
        }
    }

    /// Merges a person into another; the first's number answers with the other's for ever.
    ///
    /// - Throws: `IndexRefusal.indexUnknown`, `.sameIndex`, `.heldApart`, `.mergeForbidden`.
    package func merge(_ number: IndexNumber, into other: IndexNumber, by act: Act) async throws {
        try await perform(.indexDecide, by: act) { store, _, trace in
            let views = IndexViews(store: store)
            let (from, to) = (try views.person(number).number, try views.person(other).number)
            trace.indexes = [from, to]
            try requireFree(from, to, in: store)
            try keeper(store, act).merge(from, into: to, by: act.actor.reviewer)
        }
    }

    /// Takes the merge of an index back, exactly, and says who saw two people as one meanwhile (`A12`).
    ///
    /// - Parameter holdingApart: `false` where the merge was a slip and the engine may judge again.
    /// - Throws: `IndexRefusal.indexUnknown`, `.notMerged`.
    package func unmerge(
        _ number: IndexNumber,
        holdingApart: Bool = true,
        by act: Act
    ) async throws -> UnmergeAnswer {
        try await perform(.indexDecide, by: act) { store, _, trace in
            let keeper = keeper(store, act)
            let person = try keeper.person(number)
            let group = try keeper.group(of: person)
            trace.indexes = [number, person]
            let merge = try keeper.unmerge(number, by: act.actor.reviewer, holdingApart: holdingApart)
            let limit = Self.seenLimit
            let seen = try store.audit.shown(of: group, since: merge.mergedAt, limit: limit + 1)
            return UnmergeAnswer(merge: merge, seen: Array(seen.prefix(limit)), isCut: seen.count > limit)
        }
    }

    /// Says that two persons are not the same, for ever and whatever is merged into them.
    ///
    /// - Throws: `IndexRefusal.indexUnknown`, `.sameIndex`.
    package func holdApart(_ one: IndexNumber, _ other: IndexNumber, by act: Act) async throws {
        try await perform(.indexDecide, by: act) { store, _, trace in
            trace.indexes = [one, other]
            try keeper(store, act).holdApart(one, other, by: act.actor.reviewer)
        }
    }

    /// Takes back that two persons are not the same.
    ///
    /// - Throws: `IndexRefusal.indexUnknown`, `.notHeldApart`.
    package func withdrawApart(_ one: IndexNumber, _ other: IndexNumber, by act: Act) async throws {
        try await perform(.indexDecide, by: act) { store, _, trace in
            trace.indexes = [one, other]
            try keeper(store, act).withdrawApart(one, other, by: act.actor.reviewer)
        }
    }

    private func keeper(_ store: any Repositories, _ act: Act) -> IndexKeeper {
        IndexKeeper(store: store, now: act.at)
    }

    private func requireFree(_ from: IndexNumber, _ to: IndexNumber, in store: any Repositories) throws {
        guard try !check.forbids(from, into: to, in: store) else { throw IndexRefusal.mergeForbidden }
    }
}
