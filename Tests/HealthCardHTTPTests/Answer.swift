import Foundation
import HTTPTypes

/// What the server answered.
struct Answer {
    let status: Int
    let headers: HTTPFields
    let body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }

    /// The body as JSON, by another reader than the server's own.
    var object: [String: Any] {
        get throws {
            guard let object = try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any] else {
                throw CocoaError(.coderReadCorrupt)
            }
            return object
        }
    }

    subscript(name: String) -> String? {
        get throws { try object[name] as? String }
    }

    /// The code of a problem document; `nil` for another answer.
    var problem: String? {
        get throws {
            headers[.contentType] == "application/problem+json" ? try self["code"] : nil
        }
    }
}
