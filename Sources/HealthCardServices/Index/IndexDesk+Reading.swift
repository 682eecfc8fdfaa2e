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
