package import HealthCardDomain

/// The namespaces of identifiers: which URI means what.
///
/// Published ones are used where there are any; those that begin with `urn:xinglin:` are ours, since neither the assigning
/// authorities of a region nor most Chinese documents have one.
package enum IdentifierSystems {
    /// Index numbers, which are also the logical ids of the patients here.
    package static let index = "urn:xinglin:index"

    /// How far a person of the index is known: the codes of `PersonKind`.
    package static let personKind = "urn:xinglin:person-kind"

    private static let authorityPrefix = "urn:xinglin:authority:"
    private static let documentPrefix = "urn:xinglin:document:"
    /// 身份证号 among the OIDs of national health information (2.16.156.10011.1.3).
    private static let residentID = "urn:oid:2.16.156.10011.1.3"
    /// The same in the Connectathon guide of HL7 China (core-patient, slice IDC), which we read and do not write.
    private static let residentIDOfHL7China = "urn:oid:2.16.840.1.113883.2.23.1.19.1"
    /// Passports, with the three letters of the country behind it (HL7's registry of identifier systems).
    private static let passportPrefix = "http://hl7.org/fhir/sid/passport-"

    /// The system of the local ids that an authority gives.
    package static func system(of authority: AssigningAuthority) -> String {
        authorityPrefix
            + authority.text.utf8.map { byte in
                isUnreserved(byte) ? String(UnicodeScalar(byte)) : "%" + hex(byte >> 4) + hex(byte & 15)
            }.joined()
    }

    /// The authority whose local ids a system means; `nil` where it is not written as we write it.
    package static func authority(of system: String) -> AssigningAuthority? {
        guard system.hasPrefix(authorityPrefix) else { return nil }
        let text = system.dropFirst(authorityPrefix.count)
        guard let decoded = String(text).removingPercentEncodingStrictly,
            let authority = AssigningAuthority(decoded), Self.system(of: authority) == system
        else { return nil }
        return authority
    }

    /// The system under which documents of a type are written.
    static func system(of type: IDType) -> String {
        type == .residentID ? residentID : documentPrefix + type.rawValue
    }

    /// The type of document that a system means.
    package static func documentType(of system: String) -> IDType? {
        if system == residentID || system == residentIDOfHL7China { return .residentID }
        if system.hasPrefix(passportPrefix) { return .passport }
        guard system.hasPrefix(documentPrefix) else { return nil }
        return IDType(rawValue: String(system.dropFirst(documentPrefix.count)))
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }

    private static func hex(_ digit: UInt8) -> String { String(digit, radix: 16, uppercase: true) }
}

extension String {
    /// The text without percent encoding (RFC 3986, 2.1); `nil` where an escape is broken or the bytes are no UTF-8.
    package var removingPercentEncodingStrictly: String? {
        var bytes: [UInt8] = []
        var rest = Array(utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst()?.hexDigit, let low = rest.popFirst()?.hexDigit else { return nil }
            bytes.append(high << 4 | low)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}

extension UInt8 {
    fileprivate var hexDigit: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
