import Foundation
package import HealthCardDomain

/// Persons, and why their records belong together.
extension IndexDesk {
    /// The person that an index number stands for today, with the origin of each field.
    ///
    /// - Throws: `IndexRefusal.indexUnknown`.
    package func person(_ number: IndexNumber, by act: Act) async throws -> PersonView {
        try await perform(.indexRead, by: act) { store, _, trace in
            let view = try IndexViews(store: store).view(number)
            trace.show([view])
            return view
        }
    }

    /// The guardians of a person (`A14`), each with the record that states them, and their own index where they have one.
    ///
    /// - Throws: `IndexRefusal.indexUnknown`.
    package func relations(of number: IndexNumber, by act: Act) async throws -> [Relation] {
        try await perform(.indexRead, by: act) { store, reader, trace in
            let person = try IndexViews(store: store).person(number).number
            let relations = try RelationFinder(store: store, reader: reader).relations(of: person)
            trace.indexes = [person] + Set(relations.compactMap(\.index)).sorted()
            if !relations.isEmpty { trace.shown = [.localID, .guardianName, .guardianIDNumber].sorted() }
            return relations
        }
    }

    /// An authority's registrations that should say by now who the person is (`A14`), by number; the local ids are the
    /// authority's own.
    ///
    /// - Parameters:
    ///   - last: the last record of the page before.
    ///   - limit: 1 to ``pageLimit``.
    /// - Throws: `IndexRefusal.authorityUnknown`, `.authorityOfOthers`.
    package func overdue(
        of authority: AssigningAuthority,
        after last: SourceRecordNumber? = nil,
        limit: Int = pageLimit,
        by act: Act
    ) async throws -> OverduePage {
        let limit = min(max(limit, 1), Self.pageLimit)
        return try await perform(.indexRead, by: act) { store, _, trace in
            try Self.ownInstitution(authority, of: act, in: store, &trace)
            var since: [PersonKind: Date] = [:]
            for kind in PersonKind.provisional { since[kind] = terms.latest(of: kind, at: act.at) }
            let found = try store.indexQuality.overdue(of: authority, since: since, after: last, limit: limit + 1)
            let page = Array(found.prefix(limit))
            trace.indexes = Set(page.map(\.index)).sorted()
            trace.shown = page.isEmpty ? [] : [.localID]
            return OverduePage(records: page, next: found.count > limit ? page.last?.number : nil)
        }
    }

    /// The person whose record a local id is.
    ///
    /// - Throws: `IndexRefusal.authorityUnknown`, `.recordUnknown`.
    package func person(of id: SourceRecordID, by act: Act) async throws -> PersonView {
        try await perform(.indexRead, by: act) { store, _, trace in
            try Self.institution(id.authority, in: store)
            let views = IndexViews(store: store)
            let view = try views.view(views.index(of: id))
            trace.show([view])
            return view
        }
    }

    /// Why a local id is linked to its index. An app of an institution asks about that institution's own.
    ///
    /// - Throws: `IndexRefusal.authorityUnknown`, `.authorityOfOthers`, `.recordUnknown`.
    package func why(_ id: SourceRecordID, by act: Act) async throws -> Link {
        try await perform(.indexRead, by: act) { store, _, trace in
            try Self.ownInstitution(id.authority, of: act, in: store, &trace)
            let views = IndexViews(store: store)
            let link = try views.linked(id).link
            trace.indexes = [try views.person(link.index).number]
            return link
        }
    }

    /// All that was said under a local id since it is this person's, and every link of it; of a withdrawn record, too. An app
    /// of an institution asks about that institution's own.
    ///
    /// - Throws: `IndexRefusal.authorityUnknown`, `.authorityOfOthers`, `.recordUnknown`.
    package func history(of id: SourceRecordID, by act: Act) async throws -> RecordHistory {
        try await perform(.indexRead, by: act) { store, _, trace in
            try Self.ownInstitution(id.authority, of: act, in: store, &trace)
            let views = IndexViews(store: store)
            let history = try views.history(of: id)
            trace.indexes = try history.links.last.map { [try views.person($0.index).number] } ?? []
            trace.shown = Set(history.versions.flatMap { GoldenView([$0]).fields.keys.map(\.field) }).sorted()
            return history
        }
    }

    /// What happened to an index number. Nothing of it is personal.
    ///
    /// - Throws: `IndexRefusal.indexUnknown`.
    package func history(of number: IndexNumber, by act: Act) async throws -> PersonHistory {
        try await perform(.indexRead, by: act) { store, _, trace in
            trace.indexes = [number]
            return try IndexViews(store: store).history(of: number)
        }
    }
}
