import HealthCardDomain

/// A name of somebody (FHIR R4, HumanName).
struct HumanName {
    /// The whole name, family name first.
    let text: String
    private let rank: Int

    private static let uses = ["official", "usual", "", "temp", "maiden", "old", "nickname", "anonymous"]
    /// The uses that name somebody; the rest do not, or not any more.
    private static let naming = 5
    /// How a name is written: in characters, not said, in letters, by sound.
    private static let forms = ["IDE", "", "ABC", "SYL"]

    /// - Throws: `fieldMalformed` for parts that are no text and uses that FHIR does not have.
    init(_ element: Element) throws(RequestRefusal) {
        try element.requireMembers(["use", "text", "family", "given", "prefix", "suffix", "period"])
        let use = try element.code("use") ?? ""
        guard let useRank = Self.uses.firstIndex(of: use) else { throw .fieldMalformed(element.place("use")) }
        let whole = try element.text("text")
        let family = try element.text("family")
        let given = try element.texts("given")
        let parts = ([family].compactMap { $0 } + given)
        let composed = Self.compose(parts)
        // Parts name somebody exactly; a text may have a title in it. One part alone is less than the text.
        text = family != nil && !given.isEmpty ? composed : whole ?? composed
        guard text.utf8.count <= Element.textBytes else { throw .fieldMalformed(element.path) }
        let form = try Self.form(of: element) ?? (text.hasIdeograph ? "IDE" : "")
        rank = useRank * Self.forms.count + (Self.forms.firstIndex(of: form) ?? 1)
    }

    /// The name to file: the official one before the usual one, one that is not marked, a temporary one and the name
    /// before a marriage; characters before letters. The order is ours.
    static func best(_ names: [HumanName]) -> HumanName? {
        names.filter { !$0.text.isEmpty && $0.rank < naming * forms.count }.min { $0.rank < $1.rank }
    }

    /// The parts in letters with spaces between, else without.
    static func compose(_ parts: [String]) -> String {
        let isLatin = parts.contains { part in
            part.unicodeScalars.contains { $0.isASCII && $0.properties.isAlphabetic }
        }
        return parts.joined(separator: isLatin ? " " : "")
    }

    /// The extension of ISO 21090 that says how the name is written.
    private static func form(of element: Element) throws(RequestRefusal) -> String? {
        guard let found = try element.extended(by: [representationURL]) else { return nil }
        return try found.code("valueCode")
    }

    static let representationURL = "http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation"
}

extension String {
    /// Whether a character of it is a Chinese one.
    var hasIdeograph: Bool { unicodeScalars.contains { $0.properties.isIdeographic } }
}
