import Synchronization
package import Tracing

/// One step of a request, from its begin to its end. Events and links are not kept.
package final class FileSpan: Tracing.Span {
    private struct State {
        var name: String
        var attributes: SpanAttributes = [:]
        var hasFailed = false
        var isEnded = false
    }

    package let context: InstrumentationContext
    private let kind: SpanKind
    private let own: TraceParent
    private let above: UInt64?
    private let start: UInt64
    /// `nil` where the trace is not written.
    private let file: SpanFile?
    private let state: Mutex<State>

    init(
        _ name: String,
        kind: SpanKind,
        own: TraceParent,
        above: UInt64?,
        context: InstrumentationContext,
        start: UInt64,
        file: SpanFile?
    ) {
        (self.kind, self.own, self.above) = (kind, own, above)
        (self.context, self.start, self.file) = (context, start, file)
        state = Mutex(State(name: name))
    }

    package var isRecording: Bool { file != nil && !state.withLock { $0.isEnded } }

    package var operationName: String {
        get { state.withLock { $0.name } }
        set { state.withLock { $0.name = newValue } }
    }

    package var attributes: SpanAttributes {
        get { state.withLock { $0.attributes } }
        set { state.withLock { $0.attributes = newValue } }
    }

    package func setStatus(_ status: SpanStatus) {
        state.withLock { $0.hasFailed = status.code == .error }
    }

    package func addEvent(_ event: SpanEvent) {}

    package func addLink(_ link: SpanLink) {}

    /// Keeps the type of an error: its text may quote values.
    package func recordError<Instant: TracerInstant>(
        _ error: any Error,
        attributes: SpanAttributes,
        at instant: @autoclosure () -> Instant
    ) {
        state.withLock { state in
            state.hasFailed = true
            state.attributes["error.type"] = "\(type(of: error))"
        }
    }

    package func end<Instant: TracerInstant>(at instant: @autoclosure () -> Instant) {
        guard let file else { return }
        let ended: State? = state.withLock { state in
            defer { state.isEnded = true }
            return state.isEnded ? nil : state
        }
        guard let ended else { return }
        // A clock that was set back meanwhile makes it a span of no length.
        let end = max(start, instant().nanosecondsSinceEpoch)
        file.add(
            SpanLine.Span(
                name: ended.name,
                kind: kind,
                own: own,
                above: above,
                nanoseconds: start...end,
                attributes: ended.attributes,
                hasFailed: ended.hasFailed
            )
        )
    }
}
