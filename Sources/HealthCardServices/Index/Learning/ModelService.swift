package import HealthCardDomain
package import Matching

/// The life of match models: estimated on live data, run in the shadow, promoted by a person.
///
/// Nothing here changes a link: a model that is promoted decides about what is registered from then on.
package struct ModelService: Sendable {
    let storage: any Storage
    let ambient: Ambient
    /// What decides on this node, and the release's own model.
    package let running: RunningModel
    private let ledger: ActLedger

    package init(storage: any Storage, ambient: Ambient, running: RunningModel) {
        self.storage = storage
        self.ambient = ambient
        self.running = running
        ledger = ActLedger(storage: storage)
    }

    /// Keeps the release's own model, so that its decisions can be read when a later release has another.
    ///
    /// - Throws: `ModelRefusal.releasedDiffers`.
    package func keepReleased() async throws {
        let (id, now) = (running.releasedID, ambient.now())
        let mine = StoredModel(running.released, as: id, .released, from: nil, at: now)
        try await again { store in
            guard let known = try store.models.find(id) else { return try store.models.add(mine) }
            guard known.digest == mine.digest, known.text == mine.text else { throw ModelRefusal.releasedDiffers(id) }
        }
    }

    /// All models, the newest first.
    package func all() async throws -> [StoredModel] { try await storage.read { try $0.models.all() } }

    /// A model by name and version, as long as any decision carries it.
    ///
    /// - Throws: `ModelRefusal.unknown`, `.damaged`.
    package func model(_ id: ModelID) async throws -> MatchModel {
        let stored = try await storage.read { try $0.models.find(id) }
        if let stored { return try stored.model() }
        guard id == running.releasedID else { throw ModelRefusal.unknown }
        return running.released
    }

    /// What a model's last run in the shadow found, with examples.
    package func shadow(of id: ModelID) async throws -> (run: ShadowRun, examples: [ShadowExample])? {
        try await storage.read { store in
            guard let run = try store.models.shadow(of: id) else { return nil }
            return (run, try store.models.examples(of: run.id))
        }
    }

    /// Lets a model decide from now on, instead of the running one. What was decided stays.
    ///
    /// - Throws: `ModelRefusal.unknown`, `.damaged`, `.runsAlready`, `.shadowMissing`, `.shadowStale`; `RecordedRefusal`.
    package func promote(_ id: ModelID, by act: Act) async throws {
        guard case .account(let account) = act.actor else { throw AccessRefusal.notSignedIn }
        let releasedID = running.releasedID
        var trace = Trace()
        trace.purpose = "promote \(id)"
        try await ledger.perform(.indexModel, by: act, trace: trace) { store, _ in
            guard let stored = try store.models.find(id) else { throw ModelRefusal.unknown }
            _ = try stored.model()
            let before = try store.models.running()
            guard id != before ?? releasedID else { throw ModelRefusal.runsAlready }
            guard let run = try store.models.shadow(of: id), run.state == .finished else {
                throw ModelRefusal.shadowMissing
            }
            guard run.against == before ?? releasedID else { throw ModelRefusal.shadowStale }
            if let before {
                try store.models.move(before, from: .running, to: .retired, by: nil, at: act.at)
            }
            // Of the release's own model nothing is written: it runs where no other does, also after the next release.
            guard id != releasedID else { return }
            try store.models.move(id, from: stored.state, to: .running, by: account.id, at: act.at)
        }
        try await running.refresh(from: storage)
    }

    /// Writes, again where another process was first.
    func again<Value: Sendable>(
        _ body: @escaping @Sendable (any Repositories) throws -> Value
    ) async throws -> Value {
        do {
            return try await storage.write(body)
        } catch StorageConflict.versionMoved {
            return try await storage.write(body)
        }
    }
}
