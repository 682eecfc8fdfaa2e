import HTTPTypes
import Hummingbird
import NIOCore

/// An answer with its bytes still at hand, so that they can be signed.
struct JSONAnswer: Sendable {
    var status: HTTPResponse.Status = .ok
    var contentType = "application/json"
    let body: [UInt8]
    /// Seconds after which the caller may try again.
    var retryAfter: String?
    /// Methods that the address does allow.
    var allow: String?
    /// Where what was made is to be found.
    var location: String?
    /// The version of what was written, as an entity tag.
    var entityTag: String?

    static func json(_ body: [UInt8], status: HTTPResponse.Status = .ok) -> JSONAnswer {
        JSONAnswer(status: status, body: body)
    }

    /// The answer as it is sent, with what a signature adds. Personal data passes through here, so nothing may keep it.
    func response(adding fields: [HTTPField] = []) -> Response {
        var headers: HTTPFields = [.contentType: contentType, .cacheControl: "no-store"]
        if let retryAfter { headers.append(HTTPField(name: .retryAfter, value: retryAfter)) }
        if let allow { headers.append(HTTPField(name: .allow, value: allow)) }
        if let location { headers.append(HTTPField(name: .location, value: location)) }
        if let entityTag { headers.append(HTTPField(name: .eTag, value: entityTag)) }
        headers.append(contentsOf: fields)
        return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: body)))
    }
}
