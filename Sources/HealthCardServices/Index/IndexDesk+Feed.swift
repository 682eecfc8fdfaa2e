package import HealthCardDomain
import Matching
import SMCrypto

/// What institutions say: register, withdraw, merge of two local ids.
extension IndexDesk {
    /// Files what an institution says about a patient, over what it said before, and says whose record it is (`A05`).
    ///
    /// The same content again changes nothing. What was withdrawn comes back.
    ///
    /// - Parameters:
    ///   - version: the version of the record that the caller saw, 0 where it saw none; `nil` where it does not matter.
    ///   - key: under it the same answer is given again, but for what was decided about the person since.
    /// - Throws: `IndexRefusal.authorityUnknown`, `.authorityOfOthers`, `.fieldTooLong`, `.versionStale`, `.recordMerged`;
    ///   `AccessRefusal.institutionNotAuthorised`, `.idempotencyKeyReused`; `KeyRefusal`.
    package func register(
        _ statement: SourceStatement,
        as id: SourceRecordID,
        expecting version: Int? = nil,
        key: IdempotencyKey? = nil,
        by act: Act
    ) async throws -> FeedAnswer {
        // Sealed here for a record that is new or says everything; else inside, over what was said before.
        let whole = Result { try service.seal(statement.over(SourceFields(), as: id), as: id) }
        let others = service.underway.enter()
        defer { service.underway.leave() }
        let forecast: MatchForecast? =
            if case .success(let sealed) = whole { try await service.forecast(sealed, beside: others) } else { nil }
        let digest = Self.digest("register \(version.map { String($0) } ?? "any")", [id], statement.fields)
        return try await perform(.indexFeed, by: act) { store, reader, trace in
            try requireFeed(id.authority, by: act, in: store, &trace)
            let sealed = try whole.get()
            let answer = try store.once(
                key,
                by: act,
                digest: digest,
                restore: FeedAnswer.init(stored:),
                store: \.stored
            ) {
                var registrar = registrar(store, reader, act)
                registrar.terms = terms
                registrar.isVersionSeen = version != nil
                return try file(statement, sealed, forecast, expecting: version, by: registrar)
            }
            let today = try IndexViews(store: store).today(answer.index)
            trace.indexes = [today]
            return answer.leading(to: today)
        }
    }

    /// Takes a record back: its link ends, its history stays, and it is answered as unknown until it is registered again.
    /// Again is no change.
    ///
    /// - Throws: `IndexRefusal.authorityUnknown`, `.authorityOfOthers`, `.recordUnknown`, `.recordMerged`, `.versionStale`;
    ///   `AccessRefusal.institutionNotAuthorised`.
    package func withdraw(_ id: SourceRecordID, expecting version: Int? = nil, by act: Act) async throws -> FeedAnswer {
        try await perform(.indexFeed, by: act) { store, reader, trace in
            try requireFeed(id.authority, by: act, in: store, &trace)
            guard let known = try store.sourceRecords.find(id) else { throw IndexRefusal.recordUnknown }
            guard known.mergedInto == nil else { throw IndexRefusal.recordMerged }
            guard let link = try store.index.newestLink(of: known.number) else {
                throw MissingRow(table: "index_links")
            }
            let person = try IndexViews(store: store).person(link.index).number
            trace.indexes = [person]
            if let version, version != known.version { throw IndexRefusal.versionStale }
            if !known.isWithdrawn { _ = try registrar(store, reader, act).withdraw(known) }
            return FeedAnswer(
                outcome: known.isWithdrawn ? .unchanged : .withdrawn,
                index: person,
                version: known.version,
                origin: link.origin,
                reviews: 0
            )
        }
    }

    /// Files that two local ids of one authority are one patient's: the prior goes, the surviving stays. Again is no change.
    ///
    /// - Throws: `IndexRefusal.authorityUnknown`, `.authorityOfOthers` also where the two have different authorities,
    ///   `.recordUnknown`, `.recordMerged`, `.sameIndex` for one local id twice, `.heldApart`;
    ///   `AccessRefusal.institutionNotAuthorised`, `.idempotencyKeyReused`.
    package func mergeRecord(
        _ prior: SourceRecordID,
        into surviving: SourceRecordID,
        key: IdempotencyKey? = nil,
        by act: Act
    ) async throws -> LocalMergeAnswer {
        let digest = Self.digest("merge", [prior, surviving], [])
        return try await perform(.indexFeed, by: act) { store, reader, trace in
            try requireFeed(surviving.authority, by: act, in: store, &trace)
            guard prior.authority == surviving.authority else { throw IndexRefusal.authorityOfOthers }
            let answer = try store.once(
                key,
                by: act,
                digest: digest,
                restore: LocalMergeAnswer.init(stored:),
                store: \.stored
            ) {
                let registrar = registrar(store, reader, act)
                return try registrar.merge(prior, into: surviving, by: act.actor.reviewer, check)
            }
            trace.indexes = [answer.index]
            return answer
        }
    }

    private func requireFeed(
        _ authority: AssigningAuthority,
        by act: Act,
        in store: any Repositories,
        _ trace: inout Trace
    ) throws {
        let institution = try Self.ownInstitution(authority, of: act, in: store, &trace)
        guard institution.status == .authorised else {
            throw AccessRefusal.institutionNotAuthorised(is: institution.status)
        }
    }

    private func file(
        _ statement: SourceStatement,
        _ whole: SealedSourceRecord,
        _ forecast: MatchForecast?,
        expecting version: Int?,
        by registrar: IndexRegistrar
    ) throws -> FeedAnswer {
        let store = registrar.store
        let known = try store.sourceRecords.find(at: whole.place)
        if let version, version != (known?.version ?? 0) { throw IndexRefusal.versionStale }
        var sealed = whole
        if let known, let before = try store.sourceRecords.newest(of: [known.number]).first {
            let fields = statement.over(before.fields, as: whole.id)
            if fields != whole.fields { sealed = try store.sourceRecords.seal(fields, as: whole.id) }
        }
        let answer = try registrar.register(sealed, over: known, forecast)
        let isNew = known?.number != answer.record.number || known?.isWithdrawn == true
        let isSame = known?.version == answer.record.version
        return FeedAnswer(
            outcome: isNew ? .added : isSame ? .unchanged : .revised,
            index: answer.index,
            version: answer.record.version,
            origin: answer.origin,
            reviews: answer.reviews.count
        )
    }

    /// SM3 over what a request means, for its idempotency key.
    private static func digest(_ act: String, _ ids: [SourceRecordID], _ fields: [SourceStatement.Field]) -> [UInt8] {
        let named = ids.flatMap { [$0.authority.text, $0.localID.value.exposed] }
        let said = fields.map { field in
            switch field {
            case .notMentioned: "-"
            case .nothing: "0"
            case .said(let text): "=\(text)"
            }
        }
        return SM3.hash(([act] + named + said).flatMap { Array($0.utf8) + [0] })
    }
}

extension Actor {
    /// Who decided, as the history of the index names them: an account, or an app that an institution speaks through.
    var reviewer: OperatorID { OperatorID(trusted: auditName ?? role.rawValue) }
}
