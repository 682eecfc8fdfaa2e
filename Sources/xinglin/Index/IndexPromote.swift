import ArgumentParser
import Foundation
import HealthCardDomain
import HealthCardServices
import Matching

/// `xinglin index promote`.
struct IndexPromote: KeyCommand {
    static let configuration = CommandConfiguration(
        commandName: "promote",
        abstract: "Let a model decide from now on, after its run in the shadow. What was decided stays as it is."
    )

    @Argument(help: "The model, NAME/VERSION as `xinglin index models` lists it.")
    var model: ModelID

    @Option(name: .customLong("by"), help: "Who promotes: an account of the card centre. The audit log has the name.")
    var operatorID: String

    @Option(help: "The model once more, in place of typing it when asked.")
    var confirm: String?

    @OptionGroup var place: PlaceOptions

    func validate() throws {
        guard OperatorID(operatorID) != nil else { throw ValidationError("--by is no account") }
    }

    func carryOut(on registry: Registry) async throws {
        let models = ModelService(storage: registry.storage, ambient: .system, running: RunningModel())
        let actor = try await Actor.atCommandLine(
            OperatorID(trusted: operatorID),
            for: .indexModel,
            in: registry.storage
        )
        try await models.running.refresh(from: registry.storage)
        let (before, wanted) = (models.running.engine.model, try await models.model(model))
        guard model != models.running.id else { throw ModelRefusal.runsAlready }
        guard let (run, examples) = try await models.shadow(of: model), run.state == .finished else {
            throw ModelRefusal.shadowMissing
        }
        for line in ModelWords.changes(wanted, from: before) + ModelWords.shadow(run, examples) { say(line) }
        try requireConfirmation()
        let act = Act(actor: actor, requestID: RequestID(trusted: "promote"), nonce: nil, at: Ambient.system.now())
        try await models.promote(model, by: act)
        say("已启用 promoted: \(model)，原为 instead of \(before.name)")
    }

    /// The model's name, as it was given or is typed now.
    private func requireConfirmation() throws {
        if confirm == nil { say("请输入模型名称以确认 / type the name of the model to confirm:") }
        guard (confirm ?? readLine()) == model.description else {
            throw CommandFailure("未确认，未作任何更改 / not confirmed, nothing was changed [model_not_confirmed]")
        }
    }
}
