import ArgumentParser
import HealthCardDomain
import HealthCardServices

/// `xinglin index subscribe`.
struct IndexSubscribe: KeyCommand {
    static let configuration = CommandConfiguration(
        commandName: "subscribe",
        abstract: "订阅主索引事件: tell an institution from now on what happens to the indexes in which it has a record."
    )

    @OptionGroup var options: SubscriptionOptions
    @OptionGroup var place: PlaceOptions

    func carryOut(on registry: Registry) async throws {
        let service = SubscriptionService(storage: registry.storage)
        try await service.subscribe(options.code, by: options.act(on: registry.storage))
        say("已订阅 subscribed: \(options.code)")
    }
}
