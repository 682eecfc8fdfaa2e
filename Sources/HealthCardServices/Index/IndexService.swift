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
    /// How often a registration is run again when another node was first.
    private static let attemptLimit = 3

    let storage: any Storage
    let ambient: Ambient
    /// The model that decides; whoever assembles the service keeps it as the database says.
    package let running: RunningModel
    let cache: RecordCache
    private let recent = RecentChanges()
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
            var registrar = IndexRegistrar(engine: engine, store: store, reader: reader, now: now)
            if storage.numbersEventsInOrder, let event = forecasts.first?.event {
                registrar.sinceForecast = recent.between(event, try store.index.lastEvent())
            }
            return try records.indices.map { [registrar] index in
                try registrar.register(records[index], forecasts.isEmpty ? nil : forecasts[index])
            }
        }
    }

    /// Decides about records on what is committed now, beside the transaction that will register them.
    package func forecast(_ records: [SealedSourceRecord]) async throws -> [MatchForecast] {
        let engine = running.engine
        let (forecasts, read) = try await storage.read { store in
            let reader = RecordReader(cache)
            let search = CandidateSearch(engine: engine, store: store, reader: reader)
            let event = try store.index.lastEvent()
            let forecasts = try records.map { record in
                let found = try search.find(record)
                let candidates = try search.candidates(found.basis)
                return MatchForecast(
                    model: engine.model.name,
                    found: found,
                    candidates: candidates,
                    decision: search.decide(record, on: found.basis, among: candidates),
                    event: event
                )
            }
            return (forecasts, reader.read)
        }
        cache.add(read)
        return forecasts
    }

    /// Runs one transaction, again where another node was first, and keeps what it read.
    func writing<Value: Sendable>(
        _ body: @escaping @Sendable (any Repositories, RecordReader, Date) throws -> Value
    ) async throws -> Value {
        var attempt = 1
        while true {
            let now = ambient.now()
            do {
                let isOrdered = storage.numbersEventsInOrder
                let (value, read, changes) = try await storage.write { store in
                    let reader = RecordReader(cache)
                    let before = isOrdered ? try store.index.lastEvent() : 0
                    let value = try body(store, reader, now)
                    let changes = isOrdered ? try CommittedChanges(of: store.index, after: before) : nil
                    return (value, reader.read, changes)
                }
                cache.add(read)
                if let changes { recent.add(changes) }
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
