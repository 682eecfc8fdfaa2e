import ArgumentParser
import Foundation
import HealthCardServices
import Matching

/// `xinglin index estimate`: beside a running server, with small reads only.
struct IndexEstimate: KeyCommand {
    static let configuration = CommandConfiguration(
        commandName: "estimate",
        abstract: "Learn a match model from the live index, as a candidate that decides nothing."
    )

    @Option(help: "Records that are looked at, spread over the index; 1000 to 1000000.")
    var records = ModelService.EstimateLimits().records

    @Option(help: "Seconds after which it goes on with what it has; 1 to 86400.")
    var seconds = Int(ModelService.EstimateLimits().seconds)

    @OptionGroup var place: PlaceOptions

    func validate() throws {
        guard (1_000...1_000_000).contains(records) else { throw ValidationError("--records must be 1000 to 1000000") }
        guard (1...86_400).contains(seconds) else { throw ValidationError("--seconds must be 1 to 86400") }
    }

    func carryOut(on registry: Registry) async throws {
        let models = ModelService(storage: registry.storage, ambient: .system, running: RunningModel())
        var limits = ModelService.EstimateLimits()
        (limits.records, limits.seconds) = (records, TimeInterval(seconds))
        var progress: ImportProgress?
        var last = 0
        let made = try await models.estimate(limits) { done, all in
            if progress == nil { progress = ImportProgress(from: 0, of: Int64(all)) }
            progress?.advance(rows: done - last, to: Int64(done))
            last = done
        }
        progress?.end()
        say(ModelWords.line(made))
        for line in ModelWords.changes(try made.model(), from: models.running.engine.model) { say(line) }
    }
}
