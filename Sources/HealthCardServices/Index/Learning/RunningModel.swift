package import HealthCardDomain
package import Matching
import Synchronization

/// The model that decides, as this node holds it. A person's promotion reaches every node within a second, sooner where
/// the database tells of changes (``StorageChanges``); each decision carries the model that made it.
package final class RunningModel: Sendable {
    private struct Held {
        var id: ModelID
        var engine: MatchEngine
    }

    /// The model of this release; it decides where nobody promoted another.
    package let released: MatchModel
    private let held: Mutex<Held>

    /// - Precondition: the model's name is one of a ``ModelID``.
    package init(released: MatchModel = .standard) {
        self.released = released
        held = Mutex(Held(id: Self.id(of: released), engine: MatchEngine(model: released)))
    }

    package var engine: MatchEngine { held.withLock { $0.engine } }
    package var id: ModelID { held.withLock { $0.id } }
    package var releasedID: ModelID { Self.id(of: released) }

    /// Takes up the model that the database says runs. At a node's start and every second from then on.
    ///
    /// - Throws: `ModelRefusal.damaged`; what was held goes on deciding.
    package func refresh(from storage: any Storage) async throws {
        let known = id
        let releasedID = releasedID
        let found: (id: ModelID, stored: StoredModel?)? = try await storage.read { store in
            let id = try store.models.running() ?? releasedID
            guard id != known else { return nil }
            return (id, try store.models.find(id))
        }
        guard let found else { return }
        let model = found.id == releasedID ? released : try found.stored?.model()
        guard let model else { throw ModelRefusal.damaged(found.id) }
        held.withLock { $0 = Held(id: found.id, engine: MatchEngine(model: model)) }
    }

    private static func id(of model: MatchModel) -> ModelID {
        guard let id = ModelID(model.name) else { preconditionFailure("a released model has a name and a version") }
        return id
    }
}
