import HTTPTypes
import HealthCardPages
import HealthCardServices
import Hummingbird
import HummingbirdTesting
import TestSupport
import Testing

/// A browser without scripts: keeps cookies by path, and submits the forms it was shown.
final class Browser {
    private let client: any TestClientProtocol
    private var cookies: [String: (value: String, path: String)] = [:]
    private(set) var page = PageReply(status: 0, headers: [:], text: "")
    var headers: HTTPFields = [:]

    init(_ client: any TestClientProtocol) {
        self.client = client
    }

    @discardableResult func get(_ address: String) async throws -> PageReply {
        try await send(.get, address, nil)
    }

    /// Submits the form of the present page that posts to an address, with its hidden fields.
    @discardableResult func submit(_ action: String, _ fields: [String: String] = [:]) async throws -> PageReply {
        let hidden = try #require(page.hiddenFields(postingTo: action), "no form posts to \(action)")
        return try await post(action, hidden.merging(fields) { _, new in new })
    }

    @discardableResult func post(_ address: String, _ fields: [String: String]) async throws -> PageReply {
        let body = fields.map { "\(Self.encoded($0))=\(Self.encoded($1))" }.joined(separator: "&")
        return try await send(.post, address, body)
    }

    /// Follows redirects, as a browser does.
    @discardableResult func follow() async throws -> PageReply {
        var left = 5
        while let location = page.location, left > 0 {
            left -= 1
            try await get(location)
        }
        return page
    }

    func cookie(_ name: String) -> String? { cookies.first { $0.key.hasPrefix(name + " ") }?.value.value }

    func send(
        _ method: HTTPRequest.Method,
        _ address: String,
        _ body: String?,
        type: String = "application/x-www-form-urlencoded"
    ) async throws -> PageReply {
        var headers = headers
        let path = address.split(separator: "?").first.map(String.init) ?? "/"
        let sent = cookies.filter {
            path == $0.value.path || path.hasPrefix($0.value.path == "/" ? "/" : $0.value.path + "/")
        }
        .sorted { $0.value.path.count > $1.value.path.count }
        if !sent.isEmpty {
            headers[.cookie] = sent.map { "\($0.key.split(separator: " ")[0])=\($0.value.value)" }.joined(
                separator: "; "
            )
        }
        if body != nil { headers[.contentType] = type }
        let response = try await client.executeRequest(
            uri: address,
            method: method,
            headers: headers,
            body: body.map { ByteBuffer(string: $0) }
        )
        for line in response.headers[values: .setCookie] { keep(line) }
        page = PageReply(
            status: response.status.code,
            headers: response.headers,
            text: String(buffer: response.body)
        )
        return page
    }

    private func keep(_ line: String) {
        let parts = line.split(separator: ";").map { $0.drop { $0 == " " } }
        let pair = parts[0].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let path = parts.first { $0.hasPrefix("Path=") }.map { String($0.dropFirst(5)) } ?? "/"
        let key = "\(pair[0]) \(path)"
        cookies[key] = parts.contains("Max-Age=0") ? nil : (pair[1], path)
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                String(Character(Unicode.Scalar(byte)))
            case UInt8(ascii: " "): "+"
            default: "%" + String(byte >> 4, radix: 16, uppercase: true) + String(byte & 15, radix: 16, uppercase: true)
            }
        }.joined()
    }
}
