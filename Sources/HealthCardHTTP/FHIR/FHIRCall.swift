import FHIR
import HTTPTypes
import HealthCardDomain
import HealthCardServices
import Hummingbird

/// One FHIR interaction of a proved caller: its parameters, its format, and the addresses that its answer names.
struct FHIRCall: Sendable {
    let act: Act
    let request: Request
    /// Of the address, decoded, without those that say how to answer.
    let parameters: [(name: String, value: String)]
    let body: [UInt8]

    /// - Throws: `formatNotAcceptable`; `bodyMalformed`, `fieldMalformed` for a query that cannot be read.
    init(_ request: Request, body: [UInt8], by act: Act) throws(RequestRefusal) {
        self.act = act
        self.request = request
        self.body = body
        parameters = try Self.parameters(of: request)
    }

    /// The parameters of a request's address without those that say how to answer, which is checked.
    ///
    /// - Throws: as ``init(_:body:by:)``.
    static func parameters(of request: Request) throws(RequestRefusal) -> [(name: String, value: String)] {
        let all = try QueryText.parameters(request.uri.query ?? "")
        try FHIRFormat.requireAcceptable(request, format: all.last { $0.name == "_format" }?.value)
        return all.filter { !["_format", "_pretty"].contains($0.name) }
    }

    var base: String { Self.base(of: request) }

    /// The address of the FHIR service as the caller knows it. Behind a proxy the host is the one it was asked by, and the
    /// scheme is the one that the proxy says.
    static func base(of request: Request) -> String {
        let scheme = request.headers[.forwardedProto] == "https" ? "https" : "http"
        return "\(scheme)://\(request.head.authority ?? "localhost")/fhir"
    }

    /// An address of the FHIR service.
    ///
    /// - Parameter parameters: names and values, encoded.
    func address(_ path: String, _ parameters: [String] = []) -> String {
        "\(base)/\(path)" + (parameters.isEmpty ? "" : "?" + parameters.joined(separator: "&"))
    }

    /// Whether the caller wants to be refused for what is not understood (FHIR R4, 3.1.1.1).
    var isStrict: Bool {
        request.headers[values: .preference].joined(separator: ",").lowercased().split(separator: ",").contains {
            $0.filter { !$0.isWhitespace } == "handling=strict"
        }
    }

    /// Passes if the address has no parameters.
    ///
    /// - Throws: `elementUnsupported`.
    func requireNoParameters() throws(RequestRefusal) {
        if let other = parameters.first { throw .elementUnsupported(String(other.name.prefix(64))) }
    }

    /// The one value of a parameter, where no other parameter stands beside it.
    ///
    /// - Throws: `fieldMissing`, `fieldMalformed` where it comes twice, `elementUnsupported` for another.
    func only(_ name: String) throws(RequestRefusal) -> String {
        if let other = parameters.first(where: { $0.name != name }) {
            throw .elementUnsupported(other.name.utf8.count <= 64 ? other.name : "")
        }
        guard let value = parameters.first?.value, !value.isEmpty else { throw .fieldMissing(name) }
        guard parameters.count == 1 else { throw .fieldMalformed(name) }
        return value
    }

    /// The record that `identifier=system|value` names.
    ///
    /// - Throws: as ``only(_:)``; `authorityUnknown` and `localIDMalformed` for what no institution gave.
    func record() throws -> SourceRecordID {
        let text = try only("identifier")
        guard let token = Token(text), let system = token.system, !system.isEmpty, !token.value.isEmpty else {
            throw RequestRefusal.fieldMalformed("identifier")
        }
        let identifier = BusinessIdentifier(system: system, value: token.value)
        return try FieldRefusal.pinning("identifier") { try SourceRecordID(identifier) }
    }

    /// The version that the caller saw, by `If-Match` (FHIR R4, 3.1.0.5); `nil` where it does not matter.
    ///
    /// - Throws: `fieldMalformed`.
    func seenVersion() throws(RequestRefusal) -> Int? {
        guard let tag = request.headers[.ifMatch] else { return nil }
        guard let match = tag.wholeMatch(of: /(?:W\/)?"([1-9][0-9]{0,8})"/), let version = Int(match.1) else {
            throw .fieldMalformed("if-match")
        }
        return version
    }

    /// The key under which a repeated request is answered the same; `nil` where there is none.
    func idempotencyKey() throws -> IdempotencyKey? {
        try request.headers[.idempotencyKey].map { try IdempotencyKey($0) }
    }

    static func answer(_ body: [UInt8], status: HTTPResponse.Status = .ok) -> JSONAnswer {
        JSONAnswer(status: status, contentType: FHIRFormat.contentType, body: body)
    }
}

extension SourceRecordID {
    /// The record that an identifier means.
    ///
    /// - Throws: `authorityUnknown` for a system that is no institution's, `localIDMalformed`.
    init(_ identifier: BusinessIdentifier) throws(IndexRefusal) {
        guard let authority = IdentifierSystems.authority(of: identifier.system) else { throw .authorityUnknown }
        guard let localID = PatientID(identifier.value) else { throw .localIDMalformed }
        self.init(authority: authority, localID: localID)
    }
}

extension HTTPField.Name {
    /// How a request is to be handled (RFC 7240).
    fileprivate static let preference: Self = {
        guard let name = Self("Prefer") else { preconditionFailure("a header name is a token") }
        return name
    }()

    fileprivate static let forwardedProto: Self = {
        guard let name = Self("X-Forwarded-Proto") else { preconditionFailure("a header name is a token") }
        return name
    }()
}
