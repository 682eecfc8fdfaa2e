import HealthCardDomain

/// Where somebody lives (FHIR R4, Address).
struct PostalAddress {
    private let text: String
    private let use: String

    private static let uses = ["home", "", "temp", "work", "billing", "old"]
    private static let types: Set<String> = ["", "postal", "physical", "both"]

    /// - Throws: `fieldMalformed` for parts that are no text, and for uses and types that FHIR does not have.
    init(_ element: Element) throws(RequestRefusal) {
        try element.requireMembers([
            "use", "type", "text", "line", "city", "district", "state", "postalCode", "country", "period",
        ])
        use = try element.code("use") ?? ""
        guard Self.uses.contains(use) else { throw .fieldMalformed(element.place("use")) }
        guard Self.types.contains(try element.code("type") ?? "") else { throw .fieldMalformed(element.place("type")) }
        var composed = try element.texts("line").joined()
        for key in ["district", "city", "state"] {
            guard let place = try element.text(key) else { continue }
            // A code is no name, and what the street names already is not said twice.
            let isNumber = place.utf8.allSatisfy { (0x30...0x39).contains($0) }
            if !isNumber, !composed.contains(place) { composed = place + composed }
        }
        let whole = try element.text("text")
        text = whole ?? composed
        guard text.utf8.count <= Element.textBytes else { throw .fieldMalformed(element.path) }
    }

    /// The address to file: where somebody lives before where they stay, work and pay; from the largest place to the
    /// smallest. The order is ours.
    static func best(_ addresses: [PostalAddress]) -> String? {
        let places = addresses.filter { !$0.text.isEmpty && $0.use != "old" }
        return places.min { (uses.firstIndex(of: $0.use) ?? 0) < (uses.firstIndex(of: $1.use) ?? 0) }?.text
    }
}
