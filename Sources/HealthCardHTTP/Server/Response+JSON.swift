import HTTPTypes
import Hummingbird
import NIOCore

extension Response {
    /// A JSON answer. Personal data passes through these, so nothing may keep them.
    static func json(_ bytes: [UInt8], status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status,
            headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }
}
