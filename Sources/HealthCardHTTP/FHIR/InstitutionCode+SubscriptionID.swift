package import HealthCardDomain
import SMCrypto

extension InstitutionCode {
    /// The logical id of the institution's subscription: the code itself where FHIR allows it as an id and it begins with
    /// no dot, else a dot and the code's bytes in hexadecimal digits.
    package var subscriptionID: String {
        let isID = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "."):
                true
            default: false
            }
        }
        return isID && !text.hasPrefix(".") ? text : "." + Hex.lower(Array(text.utf8))
    }

    /// The institution whose subscription has a logical id.
    ///
    /// - Throws: `SubscriptionRefusal.unknown` for an id that no subscription can have.
    package init(subscriptionID id: String) throws(SubscriptionRefusal) {
        let bytes = id.hasPrefix(".") ? Hex.decode(id.dropFirst()) : Array(id.utf8)
        guard let bytes, let code = Self(String(decoding: bytes, as: UTF8.self)), code.subscriptionID == id else {
            throw .unknown
        }
        self = code
    }
}
