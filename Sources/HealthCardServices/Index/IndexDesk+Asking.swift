package import HealthCardDomain
package import Matching

/// What is asked of the index: whose number it is, whom a description means, who has these data.
extension IndexDesk {
    /// The most persons that a match answers with, and a page of a search.
    package static let pageLimit = 50

    /// All local ids of the person whose record a local id is, by authority and local id (IHE ITI-83). A local id that was
    /// merged is answered with the surviving one.
    ///
    /// - Throws: `IndexRefusal.authorityUnknown`, `.recordUnknown`.
    package func identifiers(of id: SourceRecordID, by act: Act) async throws -> [SourceRecordID] {
        try await perform(.indexRead, by: act) { store, _, trace in
            try Self.institution(id.authority, in: store)
            let views = IndexViews(store: store)
            return try Self.identifiers(views.index(of: id), views, &trace)
        }
    }

    /// All local ids of a person.
    ///
    /// - Throws: `IndexRefusal.indexUnknown`.
    package func identifiers(of index: IndexNumber, by act: Act) async throws -> [SourceRecordID] {
        try await perform(.indexRead, by: act) { store, _, trace in
            try Self.identifiers(index, IndexViews(store: store), &trace)
        }
    }

    /// The persons whom a description may mean, the best first, by the engine that links records (IHE ITI-119). Nothing is
    /// filed but the audit entries.
    ///
    /// - Parameters:
    ///   - limit: 1 to ``pageLimit``.
    ///   - onlyCertain: only persons to whom the engine would link such a record by itself.
    ///   - countingOut: also those of whom something says that they are not meant, however much speaks for it.
    /// - Throws: `IndexRefusal.fieldTooLong`.
    package func match(
        _ fields: SourceFields,
        limit: Int = 10,
        onlyCertain: Bool = false,
        countingOut: Bool = false,
        by act: Act
    ) async throws -> [MatchedPerson] {
        let limit = min(max(limit, 1), Self.pageLimit)
        let tooLong = fields.longField(over: IndexService.fieldBytes)
        let record = tooLong == nil ? MatchRecord(fields) : MatchRecord(SourceFields())
        return try await perform(.indexMatch, by: act) { store, reader, trace in
            if let tooLong { throw IndexRefusal.fieldTooLong(name: tooLong) }
            let search = CandidateSearch(engine: service.engine, store: store, reader: reader)
            let least: MatchGrade = onlyCertain ? .certain : countingOut ? .certainlyNot : .possible
            let graded = try search.grade(record).filter { $0.grade >= least }.prefix(limit)
            let views = IndexViews(store: store)
            let found = try graded.map { one in
                MatchedPerson(
                    person: try views.view(IndexNumber(trusted: one.index)),
                    grade: one.grade,
                    probability: one.explanation.probability
                )
            }
            trace.show(found.map(\.person))
            return found
        }
    }

    /// The persons of whom everything is known just as it was asked, by index number (IHE ITI-78, ITI-21).
    ///
    /// - Parameters:
    ///   - pointer: where the page before ended.
    ///   - limit: 1 to ``pageLimit``.
    /// - Throws: `IndexRefusal.searchTooWide`, `.authorityUnknown`, `.fieldTooLong`.
    package func search(
        _ search: PersonSearch,
        after pointer: SearchPointer? = nil,
        limit: Int = 10,
        by act: Act
    ) async throws -> FoundPersons {
        let limit = min(max(limit, 1), Self.pageLimit)
        return try await perform(.indexMatch, by: act) { store, reader, trace in
            if let name = search.fields.longField(over: IndexService.fieldBytes) {
                throw IndexRefusal.fieldTooLong(name: name)
            }
            if let authority = search.authority { try Self.institution(authority, in: store) }
            let finder = PersonFinder(store: store, reader: reader)
            let found = try finder.find(search, after: pointer, limit: limit)
            trace.show(found.persons)
            return found
        }
    }

    private static func identifiers(
        _ number: IndexNumber,
        _ views: IndexViews,
        _ trace: inout Trace
    ) throws -> [SourceRecordID] {
        let view = try views.view(number)
        (trace.indexes, trace.shown) = ([view.index.number], view.identifiers.isEmpty ? [] : [.localID])
        return view.identifiers
    }
}

extension Trace {
    /// Notes persons that the caller is shown.
    mutating func show(_ persons: [PersonView]) {
        indexes = persons.map(\.index.number)
        shown = Set(persons.flatMap(\.shown)).sorted()
    }
}
