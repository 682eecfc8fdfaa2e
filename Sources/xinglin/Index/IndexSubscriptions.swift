import ArgumentParser
import Foundation
import HealthCardDomain
import HealthCardServices

/// `xinglin index subscriptions`.
struct IndexSubscriptions: KeyCommand {
    static let configuration = CommandConfiguration(
        commandName: "subscriptions",
        abstract: "主索引事件的订阅: list who is told, how far each has got, and when it asked last."
    )

    @OptionGroup var place: PlaceOptions

    func carryOut(on registry: Registry) async throws {
        let all = try await SubscriptionService(storage: registry.storage).all()
        for subscription in all { say(Self.line(subscription)) }
        if all.isEmpty { say("没有订阅 / nobody is subscribed") }
    }

    private static func line(_ subscription: EventSubscription) -> String {
        let state =
            subscription.endedAt.map { "已退订 unsubscribed \($0.formatted(.iso8601))" }
            ?? "已订阅 subscribed \(subscription.subscribedAt.formatted(.iso8601))"
        let asked = subscription.askedAt.map { "最近请求 asked last \($0.formatted(.iso8601))" } ?? "尚未请求 never asked"
        return "\(subscription.authority) · \(state) · 已取 taken \(subscription.takenNumber)/"
            + "\(subscription.lastNumber) · \(asked)"
    }
}
