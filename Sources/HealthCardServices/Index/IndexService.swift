import Foundation
package import HealthCardDomain
package import Matching

/// The main index (主索引): takes source records in, says whose they are, and carries out what people decide about them.
///
/// A registration is matched and linked in one transaction, with the answer in the call. Whoever reads or changes
/// anything here has been allowed to by the caller.
package struct IndexService: Sendable {
    /// The longest field of a registration, in bytes.
    package static let fieldBytes = 1_024
    /// The most memory of decoded records that are kept for matching.
    package static let cacheBytes = 28 << 20
    /// Beside so many registrations another one is decided ahead. Beside fewer it would only come later: a decision ahead takes
    /// more work, and what it spares is the time of the connection that writes.
    private static let crowd = 3
    /// How often a registration is run again when another node was first.
    private static let attemptLimit = 3

    let storage: any Storage
    let ambient: Ambient
    /// The model that decides; whoever assembles the service keeps it as the database says.
    package let running: RunningModel
    let cache: RecordCache
    let underway = Underway()
    /// The engine with the model that decides now.
    var engine: MatchEngine { running.engine }

    package init(
        storage: any Storage,
        ambient: Ambient,
        running: RunningModel = RunningModel(),
        cacheBytes: Int = IndexService.cacheBytes
    ) {
        self.storage = storage
        self.ambient = ambient
        self.running = running
        cache = RecordCache(limitBytes: cacheBytes)
    }

    /// Registers what an authority says about a person (`A04`): finds whose record it is and links it, or opens an index.
    ///
    /// The same content under the same local id changes nothing. Changed content is judged anew, for this record alone: it
    /// is the next version, or, where the local id went to somebody else, another record.
    ///
    /// - Parameter correcting: whether the content takes the place of a mistake, so that what was said before no longer
    ///   speaks for the person.
    /// - Throws: `IndexRefusal.fieldTooLong`, `KeyRefusal`.
    package func register(
        _ fields: SourceFields,
        as id: SourceRecordID,
        correcting: Bool = false
    ) async throws -> RegistrationAnswer {
        let sealed = try seal(fields, as: id)
        let engine = running.engine
        return try await writing { store, reader, now in
            let registrar = IndexRegistrar(engine: engine, store: store, reader: reader, now: now)
            return try registrar.register(sealed, nil, correcting: correcting)
        }
    }

    /// Reads and seals a registration, on the caller's thread.
    ///
    /// - Throws: `IndexRefusal.fieldTooLong`, `KeyRefusal`.
    package func seal(_ fields: SourceFields, as id: SourceRecordID) throws -> SealedSourceRecord {
        if let name = fields.longField(over: Self.fieldBytes) { throw IndexRefusal.fieldTooLong(name: name) }
        return try storage.seal(fields, as: id)
    }

    /// Registers records in one transaction, one after another: the result is that of as many single registrations.
    ///
    /// - Parameter forecasts: what ``forecast(_:)`` gave for them; empty, or one for each.
    package func register(
        _ records: [SealedSourceRecord],
        forecasts: [MatchForecast] = []
    ) async throws -> [RegistrationAnswer] {
        precondition(forecasts.isEmpty || forecasts.count == records.count, "every record has a forecast, or none has")
        let engine = running.engine
        return try await writing { store, reader, now in
            let registrar = IndexRegistrar(engine: engine, store: store, reader: reader, now: now)
            return try records.indices.map { index in
                try registrar.register(records[index], forecasts.isEmpty ? nil : forecasts[index])
            }
        }
    }

    /// Decides about records on what is committed now, beside the transaction that will register them.
    package func forecast(_ records: [SealedSourceRecord]) async throws -> [MatchForecast] {
        let engine = running.engine
        return try await reading { store, reader in
            let search = CandidateSearch(engine: engine, store: store, reader: reader)
            let event = try store.index.lastEvent()
            return try records.map { try MatchForecast(of: $0, by: search, at: event) }
        }
    }

    /// Decides ahead about a record that is not known yet, where one connection writes for all and others wait for it.
    ///
    /// - Parameter others: registrations that are under way.
    func forecast(_ record: SealedSourceRecord, beside others: Int) async throws -> MatchForecast? {
        guard others >= Self.crowd, storage.numbersEventsInOrder else { return nil }
        let engine = running.engine
        return try await reading { store, reader in
            guard try store.sourceRecords.find(at: record.place) == nil else { return nil }
            let search = CandidateSearch(engine: engine, store: store, reader: reader)
            return try MatchForecast(of: record, by: search, at: try store.index.lastEvent())
        }
    }

    /// Runs one reading transaction, and keeps what it read.
    private func reading<Value: Sendable>(
        _ body: @escaping @Sendable (any Repositories, RecordReader) throws -> Value
    ) async throws -> Value {
        let (value, read) = try await storage.read { store in
            let reader = RecordReader(cache)
            return (try body(store, reader), reader.read)
        }
        cache.add(read)
        return value
    }

    /// Runs one transaction, again where another node was first, and keeps what it read.
    func writing<Value: Sendable>(
        _ body: @escaping @Sendable (any Repositories, RecordReader, Date) throws -> Value
    ) async throws -> Value {
        var attempt = 1
        while true {
            let now = ambient.now()
            do {
                let (value, read) = try await storage.write { store in
                    let reader = RecordReader(cache)
                    return (try body(store, reader, now), reader.read)
                }
                cache.add(read)
                return value
            } catch is StorageConflict where attempt < Self.attemptLimit {
                attempt += 1
            }
        }
    }
}

extension SourceFields {
    /// The name of a field that is longer than so many bytes.
    func longField(over limit: Int) -> String? {
        let fields: [(String, String)] = [
            ("name", name), ("gender", sex), ("birth_date", birthDate), ("id_type", idType), ("id_no", idNumber),
            ("id2_type", secondIDType), ("id2_no", secondIDNumber), ("phone", phone), ("address", address),
            ("nation", nation), ("guardian_name", guardianName), ("guardian_id_no", guardianIDNumber),
            ("authority", institution), ("local_id", localID), ("registered_on", registeredOn), ("channel", channel),
        ]
        return fields.first { $0.1.utf8.count > limit }?.0
    }
}
