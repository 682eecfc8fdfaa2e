package import HealthCardDomain

/// Which subscriptions are wanted, by a search or by `$status`.
package struct SubscriptionFilter: Sendable, Equatable {
    /// The parameters of `$status` (Subscriptions R5 Backport, backport-subscription-status).
    package static let parameters = OperationParameters(["id": "valueId", "status": "valueCode"])

    private struct Condition: Sendable, Equatable {
        let name: String
        /// Values that stand for one another.
        let values: [String]
    }

    /// All of which must hold.
    private var conditions: [Condition] = []
    /// What was understood of a search, encoded as it is written into the address of the answer itself.
    package private(set) var understood: [String] = []
    /// The names of the search parameters that were not.
    package private(set) var ignored: [String] = []

    /// What `$status` asks of all subscriptions: several values of one parameter stand for one another.
    ///
    /// - Throws: `elementUnsupported` for other parameters, `fieldMalformed` for what is no status.
    package init(operation list: OperationParameters.List) throws(RequestRefusal) {
        try Self.parameters.requireKnown(list)
        for (name, key) in [("id", "_id"), ("status", "status")] {
            let values = list.filter { $0.name == name }.map(\.value)
            if !values.isEmpty { try add(key, values, named: name) }
        }
    }

    /// What a search asks (FHIR R4, search): `_id`, `status`, `url`.
    ///
    /// - Throws: `fieldMalformed` for what is no status, `elementUnsupported` for modifiers.
    package init(search list: OperationParameters.List) throws(RequestRefusal) {
        for (name, value) in list where !value.trimmed.isEmpty {
            switch name {
            case "_id", "url":
                try add(name, Token.alternatives(value.trimmed).map(Token.unescaped), named: name)
            case "status":
                try add(name, Token.alternatives(value.trimmed).map(Self.status), named: name)
            case _ where ["_id:", "status:", "url:"].contains(where: name.hasPrefix):
                throw .elementUnsupported(QueryText.shortened(name))
            default:
                ignored.append(QueryText.shortened(name))
                continue
            }
            understood.append("\(name)=\(value.queryEncoded)")
        }
    }

    /// Whether a subscription is wanted. None has an address at which somebody listens, so none has a `url`.
    package func wants(_ subscription: SubscriptionResource) -> Bool {
        conditions.allSatisfy { condition in
            switch condition.name {
            case "_id": condition.values.contains(subscription.id)
            case "status": condition.values.contains(subscription.status)
            default: false
            }
        }
    }

    private mutating func add(_ key: String, _ values: [String], named name: String) throws(RequestRefusal) {
        guard key != "status" || values.allSatisfy(Self.statuses.contains) else { throw .fieldMalformed(name) }
        conditions.append(Condition(name: key, values: values))
    }

    /// The code of a token that names no other system than FHIR's; the text itself of one that does.
    private static func status(_ text: String) -> String {
        guard let token = Token(text), ["", "http://hl7.org/fhir/subscription-status"].contains(token.system ?? "")
        else { return text }
        return token.value
    }

    /// FHIR R4, subscription-status.
    private static let statuses: Set<String> = ["requested", "active", "error", "off"]
}
