import ArgumentParser
import HealthCardServices

/// `xinglin index models`.
struct IndexModels: KeyCommand {
    static let configuration = CommandConfiguration(
        commandName: "models",
        abstract: "List the match models, the newest first, and name the one that decides."
    )

    @OptionGroup var place: PlaceOptions

    func carryOut(on registry: Registry) async throws {
        let models = ModelService(storage: registry.storage, ambient: .system, running: RunningModel())
        try await models.running.refresh(from: registry.storage)
        for model in try await models.all() { say(ModelWords.line(model)) }
        say("运行模型 running: \(models.running.id)")
    }
}
