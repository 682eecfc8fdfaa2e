import HTTPTypes
import HealthCardServices
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// The door in one connection: lets requests in or answers them itself, in order, and closes connections that keep it
/// waiting. Lives on its event loop only.
final class DoorHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// A request whose answer is not out yet, oldest first.
    private enum Pending {
        case inWork(AdmissionClass)
        /// Refused behind others on the same connection: answered in its turn.
        case refused(HTTPRequest, AdmissionClass, AdmissionReason)
    }

    /// What is being read.
    private enum Reading {
        case nothing
        /// A body that goes on to the router; `isCounted` tells whether it holds a place meanwhile.
        case body(AdmissionClass, isCounted: Bool)
        /// A body that is dropped.
        case refusedBody
    }

    private let door: FrontDoor
    private var pending: [Pending] = []
    private var reading = Reading.nothing
    private var isOpen = false
    private var isSurplus = false
    private var bodyBytes = 0
    private var status = 0
    /// When the oldest request in work was whole.
    private var begunAt = NIODeadline.now()
    private var deadline = NIODeadline.now()
    private var timer: Scheduled<Void>?
    private var timerFires = NIODeadline.distantFuture

    init(_ door: FrontDoor) { self.door = door }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { open(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        open(context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        close()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { close() }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): begin(head, context, data)
        case .body(let bytes):
            bodyBytes += bytes.readableBytes
            if bodyBytes > door.limits.abandonedBodyBytes { return context.close(promise: nil) }
            if case .refusedBody = reading { return }
            context.fireChannelRead(data)
        case .end:
            let read = reading
            reading = .nothing
            switch read {
            case .refusedBody: return wait(for: door.limits.idleSeconds)
            case .body(let kind, let isCounted): if !isCounted { door.gate.reenter(kind) }
            case .nothing: break
            }
            if pending.count == 1 { begunAt = .now() }
            wait(for: door.limits.answerSeconds)
            context.fireChannelRead(data)
        }
    }

    /// A body that did not come with its header holds no place while it is on its way.
    func channelReadComplete(context: ChannelHandlerContext) {
        if case .body(let kind, isCounted: true) = reading {
            reading = .body(kind, isCounted: false)
            door.gate.leave(kind)
            arm(context)
        }
        context.fireChannelReadComplete()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head):
            status = head.status.code
            context.write(data, promise: promise)
        case .body: context.write(data, promise: promise)
        case .end:
            context.write(data, promise: promise)
            answered(context)
        }
    }

    /// What cannot be read is answered, unless another answer is on its way; the parser closes the connection.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let fault = error as? HTTPParserError else { return context.fireErrorCaught(error) }
        guard pending.isEmpty, case .nothing = reading else { return context.fireErrorCaught(error) }
        let (response, body) = door.answer(to: fault)
        context.write(wrapOutboundOut(.head(response)), promise: nil)
        context.write(wrapOutboundOut(.body(body)), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }

    private func begin(_ head: HTTPRequest, _ context: ChannelHandlerContext, _ data: NIOAny) {
        let kind = door.kind(of: head)
        bodyBytes = 0
        wait(for: door.limits.bodySeconds)
        guard let reason = door.refusal(of: head, kind, isSurplus: isSurplus) else {
            pending.append(.inWork(kind))
            reading = .body(kind, isCounted: true)
            return context.fireChannelRead(data)
        }
        reading = .refusedBody
        guard pending.isEmpty else { return pending.append(.refused(head, kind, reason)) }
        refuse(head, kind, reason, context)
        context.flush()
    }

    private func answered(_ context: ChannelHandlerContext) {
        guard case .inWork(let kind)? = pending.first else { return }
        pending.removeFirst()
        let now = NIODeadline.now()
        if case .body(_, isCounted: false) = reading, pending.isEmpty {
            // Answered before its body was whole: the place was given back, and the latency says nothing.
            reading = .refusedBody
        } else {
            let elapsed = now.uptimeNanoseconds - min(begunAt.uptimeNanoseconds, now.uptimeNanoseconds)
            door.gate.finish(kind, status: status, elapsed: Int64(elapsed), now: Int64(now.uptimeNanoseconds))
        }
        begunAt = now
        wait(for: pending.isEmpty ? door.limits.idleSeconds : door.limits.answerSeconds)
        while case .refused(let head, let kind, let reason)? = pending.first {
            pending.removeFirst()
            refuse(head, kind, reason, context)
        }
    }

    private func refuse(
        _ head: HTTPRequest,
        _ kind: AdmissionClass,
        _ reason: AdmissionReason,
        _ context: ChannelHandlerContext
    ) {
        // Who does not read what was answered gets no more of it.
        guard context.channel.isWritable else { return context.close(promise: nil) }
        let (response, body) = door.answer(to: head, kind, reason, closing: isSurplus)
        context.write(wrapOutboundOut(.head(response)), promise: nil)
        if head.method != .head { context.write(wrapOutboundOut(.body(body)), promise: nil) }
        context.write(wrapOutboundOut(.end(nil)), promise: nil)
        if isSurplus {
            context.flush()
            context.close(mode: .output, promise: nil)
        }
    }

    private func open(_ context: ChannelHandlerContext) {
        guard !isOpen else { return }
        isOpen = true
        isSurplus = door.opened()
        wait(for: isSurplus ? door.limits.surplusSeconds : door.limits.headerSeconds)
        arm(context)
    }

    private func close() {
        guard isOpen else { return }
        isOpen = false
        timer?.cancel()
        timer = nil
        door.closed()
        var isUncounted = if case .body(_, isCounted: false) = reading { true } else { false }
        for case .inWork(let kind) in pending.reversed() {
            // Only the newest can still be on its way.
            if isUncounted { isUncounted = false } else { door.gate.leave(kind) }
        }
        pending = []
    }

    private func wait(for seconds: Int64) { deadline = .now() + .seconds(seconds) }

    /// One timer for a connection. It fires at the deadline it was set for and looks whether that has moved.
    private func arm(_ context: ChannelHandlerContext) {
        guard timer == nil || deadline < timerFires else { return }
        timer?.cancel()
        timerFires = deadline
        timer = context.eventLoop.assumeIsolatedUnsafeUnchecked().scheduleTask(deadline: deadline) { [self] in
            timer = nil
            guard isOpen else { return }
            if deadline <= .now() { context.close(promise: nil) } else { arm(context) }
        }
    }
}
