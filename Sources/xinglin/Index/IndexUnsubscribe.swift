import ArgumentParser
import HealthCardDomain
import HealthCardServices

/// `xinglin index unsubscribe`.
struct IndexUnsubscribe: KeyCommand {
    static let configuration = CommandConfiguration(
        commandName: "unsubscribe",
        abstract: "退订主索引事件: stop telling an institution; what it was not told yet is kept for 90 days."
    )

    @OptionGroup var options: SubscriptionOptions
    @OptionGroup var place: PlaceOptions

    func carryOut(on registry: Registry) async throws {
        let service = SubscriptionService(storage: registry.storage)
        try await service.end(options.code, by: options.act(on: registry.storage))
        say("已退订 unsubscribed: \(options.code)")
    }
}
