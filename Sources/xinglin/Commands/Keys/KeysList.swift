import ArgumentParser
import HealthCardServices

/// `xinglin keys list`.
struct KeysList: KeyCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List every key there is or was, made from the keys themselves."
    )

    @OptionGroup var place: PlaceOptions
    @Flag(help: "As JSON lines.")
    var json = false

    func carryOut(on registry: Registry) async throws {
        let entries = try await registry.life.inventory()
        for entry in entries { say(json ? try KeyLine.json(entry) : KeyLine.text(entry)) }
    }
}
