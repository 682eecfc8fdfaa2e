import ArgumentParser
import Foundation
import HealthCardDomain
import HealthCardServices

/// `xinglin consents list`.
struct ConsentsList: KeyCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the newest consents: number, edition and language of the terms, when proved, whether signed."
    )

    @OptionGroup var place: PlaceOptions
    @Option(help: "How many, 1 to 1000.")
    var limit = 20

    func validate() throws {
        guard (1...1_000).contains(limit) else { throw ValidationError("--limit is 1 to 1000") }
    }

    func carryOut(on registry: Registry) async throws {
        for consent in try await registry.consents.newest(limit: limit) {
            let signature = consent.signature.map { "signing v\($0.rootVersion)" } ?? "待签名 waits for its signature"
            let proved = consent.provedAt.formatted(.iso8601)
            say("\(consent.id) \(consent.edition) \(consent.language.rawValue) \(proved) \(signature)")
        }
    }
}
