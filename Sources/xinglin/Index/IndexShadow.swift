import ArgumentParser
import HealthCardDomain
import HealthCardServices

/// `xinglin index shadow`: may be stopped at any moment, and goes on where it stood.
struct IndexShadow: KeyCommand {
    static let configuration = CommandConfiguration(
        commandName: "shadow",
        abstract: "Judge all live records by a model beside the running one, and count how the decisions differ."
    )

    @Argument(help: "The model, NAME/VERSION as `xinglin index models` lists it.")
    var model: ModelID

    @Option(help: "Threads that judge; 1 to 16. One leaves registrations their speed.")
    var workers = 1

    @OptionGroup var place: PlaceOptions

    func validate() throws {
        guard (1...ModelService.mostWorkers).contains(workers) else {
            throw ValidationError("--workers must be 1 to \(ModelService.mostWorkers)")
        }
    }

    func carryOut(on registry: Registry) async throws {
        let models = ModelService(storage: registry.storage, ambient: .system, running: RunningModel())
        var progress: ImportProgress?
        var judged = 0
        let run = try await models.runShadow(of: model, workers: workers) { run in
            if progress == nil {
                progress = ImportProgress(from: run.last, of: run.end.value)
                judged = run.counts.judged
            }
            progress?.advance(rows: run.counts.judged - judged, to: run.last)
            judged = run.counts.judged
        }
        progress?.end()
        let examples = try await models.shadow(of: model)?.examples ?? []
        for line in ModelWords.shadow(run, examples) { say(line) }
        say("本次速率 rate of this run: \(progress?.rate ?? 0) 条/秒 records/s")
    }
}

extension ModelID: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}
