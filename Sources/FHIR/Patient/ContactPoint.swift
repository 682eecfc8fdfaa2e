import HealthCardDomain

/// A way to reach somebody (FHIR R4, ContactPoint).
struct ContactPoint {
    private let system: String
    private let value: String
    private let use: String
    /// 1 is what to try first.
    private let rank: Int

    private static let systems: Set<String> = ["phone", "fax", "email", "pager", "url", "sms", "other", ""]
    private static let uses = ["mobile", "home", "", "temp", "work", "old"]

    /// - Throws: `fieldMalformed` for systems and uses that FHIR does not have, and for a rank below 1.
    init(_ element: Element) throws(RequestRefusal) {
        try element.requireMembers(["system", "value", "use", "rank", "period"])
        system = try element.code("system") ?? ""
        guard Self.systems.contains(system) else { throw .fieldMalformed(element.place("system")) }
        value = try element.text("value") ?? ""
        use = try element.code("use") ?? ""
        guard Self.uses.contains(use) else { throw .fieldMalformed(element.place("use")) }
        rank = try element.integer("rank") ?? Int.max
        guard rank >= 1 else { throw .fieldMalformed(element.place("rank")) }
    }

    /// The phone number to file: by rank, then a mobile phone before one at home and any other. The order is ours.
    static func phone(_ points: [ContactPoint]) -> String? {
        let phones = points.filter { ["phone", "sms"].contains($0.system) && $0.use != "old" && !$0.value.isEmpty }
        let best = phones.min {
            ($0.rank, uses.firstIndex(of: $0.use) ?? 0) < ($1.rank, uses.firstIndex(of: $1.use) ?? 0)
        }
        guard let value = best?.value else { return nil }
        return value.hasPrefix("tel:") ? String(value.dropFirst(4)) : value
    }
}
