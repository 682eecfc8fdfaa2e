import FHIR
import HTTPTypes
import HealthCardDomain
import HealthCardServices
import Hummingbird
import StrictJSON

/// The caller's subscription to the events of the main index, and the events themselves, which are asked for and never sent
/// (FHIR R4; Subscriptions R5 Backport).
struct FHIRSubscriptions: Sendable {
    /// The most events of one answer.
    static let eventLimit = 100

    let service: SubscriptionService
    let ambient: Ambient

    /// `GET /fhir/Subscription`: the one of the caller's institution, or none.
    func search(_ call: FHIRCall) async throws -> JSONAnswer {
        let filter = try SubscriptionFilter(search: call.parameters)
        if call.isStrict, let name = filter.ignored.first { throw RequestRefusal.fieldUnknown(name) }
        let found = try await own(filter, call)
        var answer = SearchSet(found.map { SearchSet.Entry(SubscriptionResource($0)) }, base: call.base)
        answer.total = found.count
        answer.selfLink = call.address("Subscription", filter.understood)
        answer.warnings = filter.ignored.map(OperationIssue.ignored)
        return FHIRCall.answer(answer.json)
    }

    /// `GET /fhir/Subscription/{id}`
    func read(_ id: String, _ call: FHIRCall) async throws -> JSONAnswer {
        try call.requireNoParameters()
        let found = try await service.subscription(of: InstitutionCode(subscriptionID: id), by: call.act)
        return FHIRCall.answer(SubscriptionResource(found).json)
    }

    /// `Subscription/$status`: how each subscription stands that the caller may see.
    func statuses(_ call: FHIRCall) async throws -> JSONAnswer {
        let filter = try SubscriptionFilter(operation: Self.parameters(of: call, SubscriptionFilter.parameters))
        return statusAnswer(try await own(filter, call), call)
    }

    /// `Subscription/{id}/$status`, whose parameters mean nothing, as the guide has it.
    func status(_ id: String, _ call: FHIRCall) async throws -> JSONAnswer {
        let parameters = SubscriptionFilter.parameters
        try parameters.requireKnown(Self.parameters(of: call, parameters))
        let found = try await service.subscription(of: InstitutionCode(subscriptionID: id), by: call.act)
        return statusAnswer([found], call)
    }

    /// `Subscription/{id}/$events`. Who asks from an event on says that it has those before.
    func events(_ id: String, _ call: FHIRCall) async throws -> JSONAnswer {
        let asked = try EventsRequest(Self.parameters(of: call, EventsRequest.parameters))
        let page = try await FHIRRefusal.translating {
            try await service.events(
                of: InstitutionCode(subscriptionID: id),
                after: asked.cursor,
                through: asked.until,
                limit: Self.eventLimit,
                by: call.act
            )
        } _: {
            Self.refusal($0, of: asked)
        }
        let address = call.address("Subscription/\(id)/$events")
        let bundle = EventBundle(
            page.events.map { SubscriptionEvent($0, of: page.subscription.authority) },
            asked.content,
            status: status(of: page.subscription, call),
            at: Timestamp.text(call.act.at),
            selfLink: address + asked.query(),
            nextLink: page.hasMore ? address + asked.query(since: page.next + 1) : nil
        )
        return FHIRCall.answer(bundle.json)
    }

    /// The caller's subscription where it is wanted. Who has none finds none.
    private func own(_ filter: SubscriptionFilter, _ call: FHIRCall) async throws -> [EventSubscription] {
        do {
            let found = try await service.subscription(by: call.act)
            return filter.wants(SubscriptionResource(found)) ? [found] : []
        } catch let recorded as RecordedRefusal where recorded.refusal.code == .subscriptionNotFound {
            return []
        }
    }

    private func statusAnswer(_ found: [EventSubscription], _ call: FHIRCall) -> JSONAnswer {
        var answer = SearchSet(found.map { SearchSet.Entry(status(of: $0, call)) }, base: call.base)
        answer.total = found.count
        return FHIRCall.answer(answer.json)
    }

    private func status(of subscription: EventSubscription, _ call: FHIRCall) -> SubscriptionStatus {
        SubscriptionStatus(
            id: SubscriptionStatus.id(from: ambient.randomBytes(16)),
            of: SubscriptionResource(subscription),
            count: subscription.lastNumber,
            base: call.base
        )
    }

    /// The parameters of an operation: those of the address, or those of the body of a POST.
    private static func parameters(
        of call: FHIRCall,
        _ known: OperationParameters
    ) throws(RequestRefusal) -> OperationParameters.List {
        guard call.request.method == .post else { return call.parameters }
        try call.requireNoParameters()
        if call.body.isEmpty { return [] }
        try FHIRFormat.requireResource(call.request)
        return try known.read(JSONReader.read(call.body))
    }

    /// What the service says of cursors, said of the parameters that stand for them here.
    private static func refusal(_ refusal: any Refusal, of asked: EventsRequest) -> FHIRRefusal? {
        switch refusal.code {
        case .cursorMalformed:
            FHIRRefusal(
                refusal,
                field: "eventsSinceNumber",
                diagnostics: "最多可从 $status 所示事件数加一开始。Begin at the latest one behind the events that $status counts."
            )
        case .eventsExpired:
            FHIRRefusal(
                refusal,
                field: asked.since == nil ? "eventsUntilNumber" : "eventsSinceNumber",
                diagnostics: """
                    请重新核对本机构患者的主索引号，再不带编号从最早的事件继续。\
                    Ask for the index numbers of your patients anew, then go on without numbers from the oldest event.
                    """
            )
        default: nil
        }
    }
}
