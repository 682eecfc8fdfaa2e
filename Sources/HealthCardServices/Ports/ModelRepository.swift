package import Foundation
package import HealthCardDomain

/// Match models and their runs in the shadow.
package protocol ModelRepository {
    /// The model that a person promoted and that runs; `nil` where that of the release does.
    func running() throws -> ModelID?
    func find(_ id: ModelID) throws -> StoredModel?
    /// All models, the newest first; at most 1,000.
    func all() throws -> [StoredModel]
    /// The highest version there is.
    func lastVersion() throws -> Int
    /// Adds a model.
    ///
    /// - Throws: `StorageConflict.versionMoved` where its name and version are there.
    func add(_ model: StoredModel) throws
    /// Changes where a model stands.
    ///
    /// - Throws: `StorageConflict.versionMoved` where it stands elsewhere, or another runs.
    func move(_ id: ModelID, from: ModelState, to: ModelState, by operatorID: OperatorID?, at instant: Date) throws

    /// The newest run of a model.
    func shadow(of id: ModelID) throws -> ShadowRun?
    /// Begins a run.
    ///
    /// - Throws: `StorageConflict.jobMoved` where one of the model is under way.
    /// - Returns: the run with its number.
    func add(_ run: ShadowRun) throws -> ShadowRun
    /// Saves how far a run has come.
    ///
    /// - Parameter last: where it stood before.
    /// - Throws: `StorageConflict.jobMoved` where it stood elsewhere, or is not under way.
    func save(_ run: ShadowRun, from last: Int64) throws
    /// Keeps examples, of each kind those that come first.
    func add(_ examples: [ShadowExample], of run: Int64) throws
    /// The examples of a run, by kind.
    func examples(of run: Int64) throws -> [ShadowExample]
}
