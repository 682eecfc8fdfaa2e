import HTTPTypes
import HealthCardDomain
import Hummingbird

/// The text that a signature covers (RFC 9421 §2.5).
struct SignatureBase {
    let text: String

    /// Builds the base of a request for the components that its signature names.
    ///
    /// - Throws: `AccessRefusal.signatureComponentMissing` where a compulsory component is not covered;
    ///   `.signatureMalformed` for a component that the request does not have or that we do not derive.
    init(of request: Request, signature: RequestSignature, hasBody: Bool) throws(AccessRefusal) {
        var required = ["@method", "@path", "@query"]
        if hasBody { required.append("content-digest") }
        if request.headers[.idempotencyKey] != nil { required.append("idempotency-key") }
        for component in required where !signature.components.contains(component) {
            throw .signatureComponentMissing(component: component)
        }
        var text = ""
        for component in signature.components {
            text += "\"\(component)\": \(try Self.value(of: component, in: request))\n"
        }
        self.text = text + "\"@signature-params\": \(signature.parameters)"
    }

    private static func value(of component: String, in request: Request) throws(AccessRefusal) -> String {
        switch component {
        case "@method": return request.method.rawValue
        case "@path": return request.uri.path
        case "@query": return "?" + (request.uri.query ?? "")
        case "@authority": return (request.head.authority ?? "").lowercased()
        default:
            guard !component.hasPrefix("@"), let name = HTTPField.Name(component), component == name.canonicalName
            else { throw .signatureMalformed(field: "signature-input") }
            let values = request.headers[values: name]
            guard !values.isEmpty else { throw .signatureMalformed(field: component) }
            return values.map { $0.trimmingSpaces }.joined(separator: ", ")
        }
    }
}

extension HTTPField.Name {
    /// The idempotency key of a write.
    static let idempotencyKey = known("Idempotency-Key")
    /// The digest of the body (RFC 9530).
    static let contentDigest = known("Content-Digest")
    /// The covered components and parameters of the signature (RFC 9421).
    static let signatureInput = known("Signature-Input")
    static let signature = known("Signature")

    /// Names the request in answers, logs and the audit log.
    static let requestID = known("X-Request-ID")

    private static func known(_ name: String) -> Self {
        guard let name = Self(name) else { preconditionFailure("a header name of ours is a token") }
        return name
    }
}

extension String {
    fileprivate var trimmingSpaces: String {
        var rest = self[...].utf8
        while let byte = rest.first, byte == 0x20 || byte == 0x09 { rest.removeFirst() }
        while let byte = rest.last, byte == 0x20 || byte == 0x09 { rest.removeLast() }
        return String(Substring(rest))
    }
}
