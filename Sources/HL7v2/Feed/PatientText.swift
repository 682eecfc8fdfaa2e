/// Makes the texts of the index from the data types of HL7: a name, an address, a phone number.
enum PatientText {
    /// The name to file of the names in a field (XPN).
    ///
    /// The legal name (L) goes before the display name (D) and one without a type, then the name at birth (B) and the
    /// adopted one (C); aliases, nicknames and pseudonyms name nobody. Among the forms of one name, ideographs (I) go before
    /// what says nothing and letters (A); phonetics (P) come last. The order is ours.
    static func name(_ field: Field) -> String? {
        let types = ["L", "D", "", "B", "C", "M", "U"]
        let forms = ["I", "", "A", "P"]
        let ranked = field.repetitions.compactMap { repetition -> (rank: Int, name: String)? in
            let name = name(repetition)
            guard !name.isEmpty, let type = types.firstIndex(of: repetition.text(7)) else { return nil }
            return (type * forms.count + (forms.firstIndex(of: repetition.text(8)) ?? 1), name)
        }
        return ranked.min { $0.rank < $1.rank }?.name
    }

    /// One name: the family name with its prefix, then the given ones; in letters with spaces between, else without.
    static func name(_ repetition: Repetition) -> String {
        let parts = [1, 2, 3].map { repetition.text($0).trimmed }.filter { !$0.isEmpty && $0 != "\"\"" }
        let isLatin = parts.contains { part in part.unicodeScalars.contains { $0.isASCII && $0.properties.isAlphabetic }
        }
        return parts.joined(separator: isLatin ? " " : "")
    }

    /// An address (XAD) from the largest place to the smallest. The province, city and county are left out where the street
    /// names them already or where they are numbers.
    static func address(_ field: Field) -> String? {
        let kinds = ["C", "H", "", "P", "L", "M"]
        let ranked = field.repetitions.compactMap { repetition -> (rank: Int, text: String)? in
            let text = address(repetition)
            return text.isEmpty ? nil : (kinds.firstIndex(of: repetition.text(7)) ?? kinds.count, text)
        }
        return ranked.min { $0.rank < $1.rank }?.text
    }

    private static func address(_ repetition: Repetition) -> String {
        var street = (1...3).map { repetition.component(1).text($0) } + [repetition.text(2)]
        street = street.map(\.trimmed).filter { $0 != "\"\"" }
        var address = street.joined()
        for place in [9, 3, 4].map({ repetition.text($0).trimmed }) {
            let isNumber = place.utf8.allSatisfy { (0x30...0x39).contains($0) }
            if isNumber || place == "\"\"" || address.contains(place) { continue }
            address = place + address
        }
        return address
    }

    /// The phone number to file of those in PID-13 and PID-14 (XTN): a mobile phone before any other, the first field
    /// before the second. Facsimiles, pagers, modems and addresses of the Internet are none.
    static func phone(_ fields: [Field]) -> String? {
        let others = ["FX", "MD", "BP", "Internet", "X.400", "TDD", "TTY"]
        let phones = fields.flatMap(\.repetitions).filter { !others.contains($0.text(3)) && $0.text(2) != "NET" }
        let ranked = phones.filter { $0.text(3) == "CP" } + phones
        return ranked.lazy.map(phone).first { !$0.isEmpty && $0 != "\"\"" }
    }

    private static func phone(_ repetition: Repetition) -> String {
        let whole = [repetition.text(1), repetition.text(12)].map(\.trimmed)
        return whole.first { !$0.isEmpty } ?? (repetition.text(6) + repetition.text(7)).trimmed
    }
}

extension String {
    /// Without the spaces at its ends, the ideographic one included.
    var trimmed: String {
        let from = drop { $0.isWhitespace }
        guard let last = from.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(from[...last])
    }
}
