package import HealthCardDomain

/// Reads the parameters of a search for patients (FHIR R4, search; IHE ITI-78).
package struct SearchReader {
    /// The parameter of a next link, which means something to the index alone. Ours.
    package static let pointerParameter = "_page"

    /// The longest value, in bytes.
    private static let valueBytes = 1_024
    private var request = SearchRequest()

    private init() {}

    /// - Throws: `fieldMalformed` for values that are none, `elementUnsupported` for what a parameter can do elsewhere and
    ///   not here, each with the parameter's name.
    package static func read(
        _ parameters: [(name: String, value: String)]
    ) throws(RequestRefusal) -> SearchRequest {
        var reader = SearchReader()
        for (name, value) in parameters {
            let parts = name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let isExact = parts.count == 2
            if isExact {
                guard parts[1] == "exact", stringParameters.contains(parts[0]) else {
                    throw .elementUnsupported(QueryText.shortened(name))
                }
            }
            guard value.utf8.count <= valueBytes, value.unicodeScalars.allSatisfy({ $0.value >= 0x20 }) else {
                throw .fieldMalformed(QueryText.shortened(name))
            }
            // A parameter without a value asks nothing.
            if value.trimmed.isEmpty { continue }
            guard try reader.take(parts[0], value.trimmed) else {
                reader.request.ignored.append(QueryText.shortened(name))
                continue
            }
            reader.request.understood.append("\(name)=\(value.queryEncoded)")
        }
        return reader.request
    }

    private static let stringParameters: Set<String> = [
        "family", "given", "name", "address", "address-city", "address-state",
    ]

    /// - Returns: `false` where nothing here goes by that name.
    private mutating func take(_ name: String, _ value: String) throws(RequestRefusal) -> Bool {
        switch name {
        case "_id": try set(\.id, name, to: try single(value, name))
        case "active":
            let text = try single(value, name)
            guard text == "true" || text == "false" else { throw .fieldMalformed(name) }
            try set(\.isActive, name, to: text == "true")
        case "identifier": try takeIdentifier(value)
        case "family": try set(\.family, name, to: try single(value, name))
        case "given": request.given.append(try single(value, name))
        case "name": try set(\.name, name, to: try single(value, name))
        case "telecom", "phone": try takePhone(value, name)
        case "birthdate": try takeBirthDate(value)
        case "gender":
            guard let gender = Gender(administrative: try single(value, name)) else { throw .fieldMalformed(name) }
            try set(\.gender, name, to: gender)
        case "address", "address-city", "address-state": request.address.append(try single(value, name))
        case "_count":
            // Nothing at all is what nobody needs, and FHIR's summary of a count is not done here.
            guard let count = Int(value), count > 0 else { throw .fieldMalformed(name) }
            try set(\.count, name, to: count)
        case Self.pointerParameter: try set(\.pointer, name, to: value)
        case "_format", "_pretty": break
        default: return false
        }
        return true
    }

    /// `system|value` is a number, `system|` a domain of which numbers are wanted; several of the latter may stand in one
    /// parameter (ITI-78, 3.78.4.1.2.3).
    private mutating func takeIdentifier(_ value: String) throws(RequestRefusal) {
        let alternatives = Token.alternatives(value)
        var tokens: [Token] = []
        for text in alternatives {
            guard let token = Token(text) else { throw .fieldMalformed("identifier") }
            tokens.append(token)
        }
        let wanted = tokens.filter { $0.value.isEmpty }.compactMap(\.system).filter { !$0.isEmpty }
        if wanted.count == tokens.count {
            request.systems += wanted.filter { !request.systems.contains($0) }
            return
        }
        guard tokens.count == 1 else { throw .elementUnsupported("identifier") }
        guard !tokens[0].value.isEmpty else { throw .fieldMalformed("identifier") }
        request.identifiers.append(BusinessIdentifier(system: tokens[0].system ?? "", value: tokens[0].value))
    }

    private mutating func takePhone(_ value: String, _ name: String) throws(RequestRefusal) {
        guard let token = Token(try unescapedSingle(value, name)),
            token.system.map({ ["", "phone"].contains($0) }) ?? true
        else { throw .elementUnsupported(name) }
        let number = token.value.hasPrefix("tel:") ? String(token.value.dropFirst(4)) : token.value
        guard !number.isEmpty else { throw .fieldMalformed(name) }
        try set(\.phone, name, to: number)
    }

    private mutating func takeBirthDate(_ value: String) throws(RequestRefusal) {
        let text = try single(value, "birthdate")
        let prefix = text.prefix { $0.isLetter }
        guard prefix.isEmpty || prefix == "eq" else { throw .elementUnsupported("birthdate") }
        guard let date = PartialDate(String(text.dropFirst(prefix.count))) else { throw .fieldMalformed("birthdate") }
        try set(\.birthDate, "birthdate", to: date.text)
    }

    /// A value that stands alone: of several that stand for one another the index can find one only.
    private func single(_ value: String, _ name: String) throws(RequestRefusal) -> String {
        Token.unescaped(try unescapedSingle(value, name))
    }

    private func unescapedSingle(_ value: String, _ name: String) throws(RequestRefusal) -> String {
        let alternatives = Token.alternatives(value)
        guard alternatives.count == 1 else { throw .elementUnsupported(name) }
        return alternatives[0]
    }

    /// - Throws: `fieldMalformed` where the same is asked twice and cannot be both.
    private mutating func set<Value: Equatable>(
        _ part: WritableKeyPath<SearchRequest, Value?>,
        _ name: String,
        to value: Value
    ) throws(RequestRefusal) {
        guard request[keyPath: part] == nil || request[keyPath: part] == value else { throw .fieldMalformed(name) }
        request[keyPath: part] = value
    }

    private mutating func set(
        _ part: WritableKeyPath<SearchRequest, String>,
        _ name: String,
        to value: String
    ) throws(RequestRefusal) {
        let earlier = request[keyPath: part]
        guard earlier.isEmpty || earlier == value else { throw .fieldMalformed(name) }
        request[keyPath: part] = value
    }
}

extension String {
    /// The text percent-encoded for a query (RFC 3986), with every byte escaped that might mean something there.
    package var queryEncoded: String {
        utf8.map { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"), UInt8(ascii: ":"):
                String(UnicodeScalar(byte))
            default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }.joined()
    }
}
