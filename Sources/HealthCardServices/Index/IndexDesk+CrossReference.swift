package import HealthCardDomain

extension IndexDesk {
    /// The local ids of the person whose record a local id is, without that one (IHE ITI-83).
    ///
    /// - Parameter authorities: whose local ids are wanted; everybody's where it is empty.
    /// - Throws: `IndexRefusal.authorityUnknown`, `.recordUnknown`; a `FieldRefusal` of the former for one of `authorities`,
    ///   whose field is `target`.
    package func crossReference(
        of id: SourceRecordID,
        to authorities: [AssigningAuthority],
        by act: Act
    ) async throws -> CrossReferenced {
        try await perform(.indexRead, by: act) { store, _, trace in
            try Self.institution(id.authority, in: store)
            try Self.requireTargets(authorities, in: store)
            let views = IndexViews(store: store)
            return try Self.crossReference(views.index(of: id), without: id, to: authorities, views, &trace)
        }
    }

    /// The local ids of the person whom an index number stands for.
    ///
    /// - Throws: `IndexRefusal.indexUnknown`; as above for `authorities`.
    package func crossReference(
        of number: IndexNumber,
        to authorities: [AssigningAuthority],
        by act: Act
    ) async throws -> CrossReferenced {
        try await perform(.indexRead, by: act) { store, _, trace in
            try Self.requireTargets(authorities, in: store)
            return try Self.crossReference(number, without: nil, to: authorities, IndexViews(store: store), &trace)
        }
    }

    private static func requireTargets(_ authorities: [AssigningAuthority], in store: any Repositories) throws {
        try FieldRefusal.pinning("target") {
            for authority in authorities { try institution(authority, in: store) }
        }
    }

    private static func crossReference(
        _ number: IndexNumber,
        without asked: SourceRecordID?,
        to authorities: [AssigningAuthority],
        _ views: IndexViews,
        _ trace: inout Trace
    ) throws -> CrossReferenced {
        let view = try views.view(number)
        let found = view.identifiers.filter { id in
            id != asked && (authorities.isEmpty || authorities.contains(id.authority))
        }
        (trace.indexes, trace.shown) = ([view.index.number], found.isEmpty ? [] : [.localID])
        return CrossReferenced(index: view.index.number, identifiers: found)
    }
}
