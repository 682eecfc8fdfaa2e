package import HealthCardDomain

/// Takes the text of a query, or of a form, apart (FHIR R4, search; application/x-www-form-urlencoded).
package enum QueryText {
    /// The most parameters that a query may have.
    package static let parameterLimit = 64

    /// Names and values in their order, decoded.
    ///
    /// - Throws: `fieldMalformed`, naming the parameter, for a broken escape or what is no UTF-8; `bodyMalformed` where the
    ///   name itself is so, or where there are too many.
    package static func parameters(_ text: String) throws(RequestRefusal) -> [(name: String, value: String)] {
        var parameters: [(name: String, value: String)] = []
        for pair in text.utf8.split(separator: UInt8(ascii: "&")) {
            guard parameters.count < parameterLimit else { throw .bodyMalformed }
            let cut = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            guard let name = decoded(pair[..<cut]), !name.isEmpty else { throw .bodyMalformed }
            let rest = cut < pair.endIndex ? pair[pair.index(after: cut)...] : pair[cut...]
            guard let value = decoded(rest) else { throw .fieldMalformed(shortened(name)) }
            parameters.append((name, value))
        }
        return parameters
    }

    /// A name that a caller chose, as far as it may be repeated.
    static func shortened(_ name: String) -> String { name.utf8.count <= 64 ? name : "" }

    private static func decoded(_ bytes: Substring.UTF8View) -> String? {
        let text = String(Substring(bytes))
        return text.replacing("+", with: " ").removingPercentEncodingStrictly
    }
}
