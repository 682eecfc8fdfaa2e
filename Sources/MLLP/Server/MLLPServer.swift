package import HL7v2
package import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

/// Listens for hospital systems that speak HL7 v2 over MLLP. On one connection one message is answered after another, in
/// the order in which they came.
///
/// The protocol neither encrypts nor authenticates. It belongs on the loopback behind a TLS tunnel or on a private network,
/// and listens to filed addresses only.
package struct MLLPServer: Service, CustomStringConvertible {
    private typealias Connection = NIOAsyncChannel<[UInt8], [UInt8]>

    private let desk: MessageDesk
    private let senders: [FiledSender]
    private let options: MLLPOptions
    private let logger: Logger
    private let onRunning: @Sendable (_ port: Int) async -> Void

    /// - Parameter onRunning: is told the port once connections are taken.
    package init(
        _ responder: Responder,
        senders: [FiledSender],
        options: MLLPOptions = MLLPOptions(),
        logger: Logger,
        onRunning: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) {
        desk = MessageDesk(responder: responder, fallback: options.characterSet)
        self.senders = senders
        self.options = options
        self.logger = logger
        self.onRunning = onRunning
    }

    package var description: String { "hl7v2" }

    /// Serves until the service group shuts down gracefully; then takes no further connection, and ends when each has
    /// been answered what it sent.
    package func run() async throws {
        let options = options
        let server = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.backlog, value: 256)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .bind(host: options.host, port: options.port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(FrameHandler(options))
                    return try Connection(
                        wrappingChannelSynchronously: channel,
                        configuration: .init(backPressureStrategy: .init(lowWatermark: 1, highWatermark: 1))
                    )
                }
            }
        let book = ConnectionBook(limit: options.connectionLimit)
        await onRunning(server.channel.localAddress?.port ?? options.port)
        try await withGracefulShutdownHandler {
            try await server.executeThenClose { connections in
                try await withThrowingDiscardingTaskGroup { group in
                    for try await connection in connections {
                        group.addTask { await serve(connection, book) }
                    }
                }
            }
        } onGracefulShutdown: {
            server.channel.close(promise: nil)
            book.stop()
        }
    }

    private func serve(_ connection: Connection, _ book: ConnectionBook) async {
        let channel = connection.channel
        let here = channel.remoteAddress.map { address in
            senders.filter { filed in filed.addresses.contains { $0.contains(address) } }.map(\.sender)
        }
        let isIn = here?.isEmpty == false && book.enter(channel)
        defer { book.leave(channel) }
        do {
            try await connection.executeThenClose { messages, answers in
                guard isIn, let here else {
                    logger.debug("an HL7 connection was not taken", metadata: ["filed": "\(here?.isEmpty == false)"])
                    return
                }
                for try await message in messages {
                    guard let reply = await desk.reply(to: message, from: here) else { return }
                    if let fault = reply.fault {
                        logger.error("an HL7 message met a fault", metadata: ["type": "\(type(of: fault))"])
                    }
                    try await answers.write(reply.bytes)
                }
            }
        } catch {
            // The other side went, or was closed for what it did.
            logger.debug("an HL7 connection ended", metadata: ["type": "\(type(of: error))"])
        }
    }
}
