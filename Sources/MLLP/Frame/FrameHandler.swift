import NIOCore

/// Cuts messages out of a connection and frames their answers, and closes it where the other side is too slow, silent for
/// too long, or sends what is no frame.
final class FrameHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = [UInt8]
    typealias OutboundIn = [UInt8]
    typealias OutboundOut = ByteBuffer

    /// Sent down a pipeline: the connection closes once what it received is answered.
    struct Stop: Sendable {}

    /// What a connection is waited for.
    private enum Wait: Equatable {
        /// The first byte of a message.
        case message
        /// Its last byte.
        case end
        /// Until an answer is taken.
        case taking
    }

    private let idle: TimeAmount
    private let patience: TimeAmount
    private var deframer: Deframer
    /// Messages that are not answered.
    private var unanswered = 0
    /// Answers that are not taken.
    private var untaken = 0
    private var isStopping = false
    private var wait: Wait?
    private var deadline: Scheduled<Void>?

    init(_ options: MLLPOptions) {
        idle = TimeAmount(options.idle)
        patience = TimeAmount(options.patience)
        deframer = Deframer(limitBytes: options.messageBytes)
    }

    func channelActive(context: ChannelHandlerContext) {
        watch(context)
        context.fireChannelActive()
    }

    func handlerAdded(context: ChannelHandlerContext) {
        // A connection that was accepted is active by now, and hears nothing more of it.
        if context.channel.isActive { watch(context) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.cancel()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if isStopping { return }
        let messages: [[UInt8]]
        do {
            messages = try deframer.take(unwrapInboundIn(data).readableBytesView)
        } catch {
            context.close(promise: nil)
            return
        }
        unanswered += messages.count
        watch(context)
        for message in messages { context.fireChannelRead(wrapInboundOut(message)) }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let answer = Deframer.frame(unwrapOutboundIn(data))
        unanswered -= 1
        untaken += 1
        watch(context)
        let taken = promise ?? context.eventLoop.makePromise()
        taken.futureResult.assumeIsolated().whenComplete { [self] _ in
            untaken -= 1
            // The connection may be gone by now, and its handlers with it.
            if context.channel.isActive { watch(context) }
        }
        context.write(wrapOutboundOut(context.channel.allocator.buffer(bytes: answer)), promise: taken)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard event is Stop else {
            context.fireUserInboundEventTriggered(event)
            return
        }
        isStopping = true
        watch(context)
    }

    /// Sees to it that the connection closes when the other side lets us wait too long; and now, where it stops and all
    /// is answered.
    private func watch(_ context: ChannelHandlerContext) {
        let isAnswered = unanswered == 0 && untaken == 0
        if isStopping, isAnswered {
            context.close(promise: nil)
            return
        }
        let next: Wait? =
            if untaken > 0 { .taking } else if unanswered > 0 { nil } else if deframer.isInside { .end } else {
                .message
            }
        // What began to be waited for is not waited for anew because a byte came.
        guard next != wait else { return }
        wait = next
        deadline?.cancel()
        deadline = nil
        guard let next else { return }
        deadline = context.eventLoop.assumeIsolated().scheduleTask(in: next == .message ? idle : patience) {
            context.close(promise: nil)
        }
    }
}
