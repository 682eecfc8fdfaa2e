package import HealthCardDomain

/// What `$events` asks (Subscriptions R5 Backport, backport-subscription-events).
package struct EventsRequest: Sendable, Equatable {
    package static let parameters = OperationParameters([
        "eventsSinceNumber": "valueString", "eventsUntilNumber": "valueString", "content": "valueCode",
    ])

    /// The number of the first event that is wanted; `nil` for the oldest that is kept.
    package let since: Int64?
    /// The number of the last event that is wanted; `nil` for all.
    package let until: Int64?
    package let content: EventContent

    /// - Throws: `fieldMalformed` for what is no number, for an end before the beginning, and for what comes twice;
    ///   `elementUnsupported` for whole resources and for other parameters.
    package init(_ list: OperationParameters.List) throws(RequestRefusal) {
        try Self.parameters.requireKnown(list)
        since = try Self.number("eventsSinceNumber", in: list, from: 0)
        until = try Self.number("eventsUntilNumber", in: list, from: 1)
        if let since, let until, until < since { throw .fieldMalformed("eventsUntilNumber") }
        switch try OperationParameters.single("content", in: list) {
        case nil, EventContent.idOnly.rawValue: content = .idOnly
        case EventContent.empty.rawValue: content = .empty
        case "full-resource": throw .elementUnsupported("content")
        default: throw .fieldMalformed("content")
        }
    }

    /// The number of the event before the first that is wanted, which the subscriber says it has; `nil` where it says
    /// nothing.
    package var cursor: Int64? { since.map { max($0, 1) - 1 } }

    /// The request as a query, from another event on where one is named.
    package func query(since first: Int64? = nil) -> String {
        var parts = (first ?? since).map { ["eventsSinceNumber=\($0)"] } ?? []
        if let until { parts.append("eventsUntilNumber=\(until)") }
        if content != .idOnly { parts.append("content=\(content.rawValue)") }
        return parts.isEmpty ? "" : "?" + parts.joined(separator: "&")
    }

    /// A number without sign and leading zeros, so that one number has one form.
    private static func number(
        _ name: String,
        in list: OperationParameters.List,
        from least: Int64
    ) throws(RequestRefusal) -> Int64? {
        guard let text = try OperationParameters.single(name, in: list) else { return nil }
        guard let number = Int64(text), number >= least, "\(number)" == text else { throw .fieldMalformed(name) }
        return number
    }
}
