import Foundation
import HealthCardDomain

/// The one signature of a request, as its headers state it (RFC 9421 §4).
struct RequestSignature {
    /// The algorithms we know. Ours, labelled as such: RFC 9421 registers no SM algorithm.
    enum Algorithm: String {
        case hmacSM3 = "hmac-sm3"
        case sm2SM3 = "sm2-sm3"
    }

    /// The signature's name in its two headers.
    let label: String
    /// The covered components, in order, such as `@method` and `content-digest`.
    let components: [String]
    let created: Int
    /// Unix seconds after which the signature counts no more (RFC 9421 §2.3); `nil` where the caller sets no end.
    let expires: Int?
    let nonce: String
    let keyID: AppID
    let algorithm: Algorithm
    /// The text of `@signature-params`: the member's value as it was sent.
    let parameters: String
    /// The signature's bytes.
    let bytes: [UInt8]
    /// The same as they were sent, `:` base64 `:`; what an answer is bound to (RFC 9421 §2.4).
    let text: String

    /// Reads `Signature-Input` and `Signature`.
    ///
    /// - Throws: `AccessRefusal.signatureMissing`, `.signatureMalformed`, `.algorithmUnknown`, `.callerUnknown`.
    init(input: String?, signature: String?) throws(AccessRefusal) {
        guard let input, let signature else { throw .signatureMissing }
        guard let inputs = try? StructuredFieldReader.dictionary(input), inputs.count == 1,
            let (label, stated) = inputs.first, case .innerList(let items, let values) = stated.value
        else { throw .signatureMalformed(field: "signature-input") }
        // One text for each signature: base64 with stray bits or parameters would be another text of the same bytes.
        guard let signatures = try? StructuredFieldReader.dictionary(signature), signatures.count == 1,
            case .item(let item)? = signatures[label]?.value, case .byteSequence(let base64) = item.value,
            item.parameters.isEmpty, let bytes = Data(base64Encoded: base64), bytes.base64EncodedString() == base64
        else { throw .signatureMalformed(field: "signature") }
        self.label = label
        self.bytes = Array(bytes)
        text = ":\(base64):"

        var components: [String] = []
        for item in items {
            guard case .string(let name) = item.value, item.parameters.isEmpty, !components.contains(name),
                components.count < 16
            else { throw .signatureMalformed(field: "signature-input") }
            components.append(name)
        }
        self.components = components
        guard case .integer(let created)? = values["created"] else { throw .signatureMalformed(field: "created") }
        self.created = created
        switch values["expires"] {
        case nil: expires = nil
        case .integer(let expires)?: self.expires = expires
        default: throw .signatureMalformed(field: "expires")
        }
        guard case .string(let nonce)? = values["nonce"], Self.isNonce(nonce) else {
            throw .signatureMalformed(field: "nonce")
        }
        self.nonce = nonce
        guard case .string(let keyText)? = values["keyid"], let keyID = AppID(keyText) else {
            throw .signatureMalformed(field: "keyid")
        }
        self.keyID = keyID
        guard case .string(let name)? = values["alg"], let algorithm = Algorithm(rawValue: name) else {
            throw .algorithmUnknown
        }
        self.algorithm = algorithm
        // What the signer serialised: nothing is rewritten.
        parameters = stated.text
    }

    private static func isNonce(_ text: String) -> Bool {
        (16...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }
}
