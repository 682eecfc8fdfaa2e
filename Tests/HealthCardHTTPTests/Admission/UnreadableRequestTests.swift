import Foundation
import HealthCardHTTP
import HealthCardServices
import Hummingbird
import HummingbirdTesting
import NIOCore
import NIOPosix
import TestSupport
import Testing

/// What the parser cannot read is answered as any other refusal, and the connection closed.
struct UnreadableRequestTests {
    /// Sends bytes over a socket and reads until the server closes it.
    private static func answer(to text: String) async throws -> String {
        let world = try await World()
        let door = FrontDoor(classes: RouteClasses(), ambient: world.ambient)
        let router = Router(context: HealthCardRequestContext.self)
        return try await Application(router: router, server: door.server).test(.live) { client in
            let port = try #require(client.port)
            let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connect(host: "127.0.0.1", port: port) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                    }
                }
            return try await channel.executeThenClose { inbound, outbound in
                try await outbound.write(ByteBuffer(string: text))
                var whole = ByteBuffer()
                for try await part in inbound { whole.writeImmutableBuffer(part) }
                return String(buffer: whole)
            }
        }
    }

    @Test func `a header of 16 KiB and more is too large`() async throws {
        let long = String(repeating: "a", count: 20_000)
        let answer = try await Self.answer(to: "GET /api/v1/time HTTP/1.1\r\nHost: x\r\nX-Long: \(long)\r\n\r\n")
        #expect(answer.hasPrefix("HTTP/1.1 431 "))
        #expect(answer.contains(#""code":"header_too_large""#))
        #expect(answer.contains("请求头过大"))
        #expect(answer.lowercased().contains("connection: close"))
        #expect(!answer.contains("aaaa"))
    }

    @Test(arguments: [
        "GET /\r\n\r\n", "\u{1}\u{2}\r\n\r\n", "GET / HTTP/1.1\r\nHost x\r\n\r\n", "GET / HTTP/9.9\r\n\r\n",
    ])
    func `what is not HTTP is malformed`(text: String) async throws {
        let answer = try await Self.answer(to: text)
        #expect(answer.hasPrefix("HTTP/1.1 400 "))
        #expect(answer.contains(#""code":"request_malformed""#))
    }
}
