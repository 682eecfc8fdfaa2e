import HL7v2
import IndexDouble
import Logging
import MLLP
import NIOCore
import NIOPosix
import ServiceLifecycle
import Testing

/// A listener on the loopback, over a TEST DOUBLE of the index, for as long as a test runs.
struct TestListener {
    let port: Int
    let group: ServiceGroup

    static func run(
        _ index: any MainIndexPort = IndexDouble(),
        _ options: MLLPOptions = MLLPOptions(),
        addresses: [String] = ["127.0.0.1"],
        _ body: @escaping @Sendable (TestListener) async throws -> Void
    ) async throws {
        var options = options
        options.port = 0
        let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
        let ranges = addresses.compactMap { AddressRange($0) }
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let server = MLLPServer(
            MadeUpRegion.responder(index),
            senders: MadeUpRegion.senders.map { FiledSender($0, addresses: ranges) },
            options: options,
            logger: logger
        ) { port in
            continuation.yield(port)
        }
        let group = ServiceGroup(services: [server], gracefulShutdownSignals: [], logger: logger)
        try await withThrowingTaskGroup { tasks in
            tasks.addTask { try await group.run() }
            tasks.addTask {
                var iterator = ports.makeAsyncIterator()
                let port = try #require(await iterator.next())
                try await body(TestListener(port: port, group: group))
                await group.triggerGracefulShutdown()
            }
            try await tasks.waitForAll()
        }
    }

    /// Connects, and hands the connection's two ends on.
    func connect(
        _ body:
            @escaping @Sendable (NIOAsyncChannelInboundStream<ByteBuffer>, NIOAsyncChannelOutboundWriter<ByteBuffer>)
            async throws -> Void
    ) async throws {
        let client = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        try await client.executeThenClose { inbound, outbound in try await body(inbound, outbound) }
    }

    /// Sends parts of bytes and reads until so many frames came, or the other side closed.
    ///
    /// - Returns: what came.
    func exchange(_ parts: [[UInt8]], frames: Int) async throws -> [UInt8] {
        let (results, continuation) = AsyncStream.makeStream(of: [UInt8].self)
        try await connect { inbound, outbound in
            var received: [UInt8] = []
            do {
                for part in parts { try await outbound.write(ByteBuffer(bytes: part)) }
                for try await bytes in inbound {
                    received += bytes.readableBytesView
                    if frames > 0, received.count(where: { $0 == 0x1C }) >= frames { break }
                }
            } catch is IOError {
                // A connection that is closed with bytes unread is reset.
            } catch is ChannelError {
                // The other side was gone before all was sent.
            }
            continuation.yield(received)
        }
        var iterator = results.makeAsyncIterator()
        return try #require(await iterator.next())
    }

    static func frame(_ text: String) -> [UInt8] { frame(Array(text.utf8)) }
    static func frame(_ bytes: [UInt8]) -> [UInt8] { [0x0B] + bytes + [0x1C, 0x0D] }

    /// A registration with this control id.
    static func registration(_ id: String, name: String = "测试甲", set: String = "") -> String {
        "MSH|^~\\&|HIS|HOSP1|E|R|20260105||ADT^A04|\(id)|P|2.5||||||\(set)\rEVN|\rPID|||\(id)||\(name)\r"
    }

    /// The acknowledgement codes with their control ids in what came.
    static func acknowledgements(_ bytes: [UInt8]) throws -> [String] {
        try bytes.split(separator: 0x0B).map { part in
            let message = try MessageReader().read(part.filter { $0 != 0x1C })
            let segment = try #require(message.first("MSA"))
            return segment.text(1) + " " + segment.text(2)
        }
    }
}
