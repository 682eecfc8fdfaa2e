import Foundation
import HealthCardDomain
import RawStructuredFieldValues

/// The one signature of a request, as its headers state it (RFC 9421 §4).
struct RequestSignature {
    /// The algorithms we know. Ours, labelled as such: RFC 9421 registers no SM algorithm.
    enum Algorithm: String {
        case hmacSM3 = "hmac-sm3"
        case sm2SM3 = "sm2-sm3"
    }

    /// The covered components, in order, such as `@method` and `content-digest`.
    let components: [String]
    let created: Int
    let nonce: String
    let keyID: AppID
    let algorithm: Algorithm
    /// The text of `@signature-params`: the member's value as it was sent.
    let parameters: String
    /// The signature's bytes.
    let bytes: [UInt8]

    /// Reads `Signature-Input` and `Signature`.
    ///
    /// - Throws: `AccessRefusal.signatureMissing`, `.signatureMalformed`, `.algorithmUnknown`, `.callerUnknown`.
    init(input: String?, signature: String?) throws(AccessRefusal) {
        guard let input, let signature else { throw .signatureMissing }
        var inputParser = StructuredFieldValueParser(Array(input.utf8))
        var signatureParser = StructuredFieldValueParser(Array(signature.utf8))
        guard let inputs = try? inputParser.parseDictionaryFieldValue(), inputs.count == 1,
            let (label, value) = inputs.first.map({ ($0.0, $0.1) }), case .innerList(let list) = value
        else { throw .signatureMalformed(field: "signature-input") }
        guard let signatures = try? signatureParser.parseDictionaryFieldValue(), signatures.count == 1,
            case .item(let item)? = signatures[label], case .undecodedByteSequence(let base64) = item.rfc9651BareItem,
            let bytes = Data(base64Encoded: base64)
        else { throw .signatureMalformed(field: "signature") }
        self.bytes = Array(bytes)

        var components: [String] = []
        for item in list.bareInnerList {
            guard case .string(let name) = item.rfc9651BareItem, item.rfc9651Parameters.count == 0,
                !components.contains(name), components.count < 16
            else { throw .signatureMalformed(field: "signature-input") }
            components.append(name)
        }
        self.components = components
        guard case .integer(let created)? = list.rfc9651Parameters["created"] else {
            throw .signatureMalformed(field: "created")
        }
        self.created = Int(created)
        guard case .string(let nonce)? = list.rfc9651Parameters["nonce"], Self.isNonce(nonce) else {
            throw .signatureMalformed(field: "nonce")
        }
        self.nonce = nonce
        guard case .string(let keyText)? = list.rfc9651Parameters["keyid"], let keyID = AppID(keyText) else {
            throw .signatureMalformed(field: "keyid")
        }
        self.keyID = keyID
        guard case .string(let name)? = list.rfc9651Parameters["alg"], let algorithm = Algorithm(rawValue: name) else {
            throw .algorithmUnknown
        }
        self.algorithm = algorithm
        // The member's own text is what the signer serialised: `label=` is cut, nothing is rewritten.
        guard let equals = input.firstIndex(of: "=") else { throw .signatureMalformed(field: "signature-input") }
        parameters = input[input.index(after: equals)...].trimmingCharacters(in: .whitespaces)
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
