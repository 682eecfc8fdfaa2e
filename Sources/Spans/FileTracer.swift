package import Tracing

/// Begins spans, and writes a share of the traces to a file.
///
/// Whether a trace is written follows from its number alone, so nodes that see parts of one agree. What the caller
/// would like (`sampled`) is not heeded: the disk is the node's.
package final class FileTracer: Tracer {
    private static let field = "traceparent"

    private let file: SpanFile
    /// Traces whose lower half is below are written; `nil` for all.
    private let below: UInt64?
    private let randomBytes: @Sendable (Int) -> [UInt8]

    /// - Parameters:
    ///   - share: how many of the traces are written, 0 to 1.
    ///   - randomBytes: gives as many random bytes as it is asked for.
    package init(file: SpanFile, share: Double, randomBytes: @escaping @Sendable (Int) -> [UInt8]) {
        precondition((0...1).contains(share), "a share is 0 to 1")
        self.file = file
        below = share == 1 ? nil : UInt64(share * 0x1p64)
        self.randomBytes = randomBytes
    }

    package func startSpan<Instant: TracerInstant>(
        _ operationName: String,
        context: @autoclosure () -> InstrumentationContext,
        ofKind kind: SpanKind,
        at instant: @autoclosure () -> Instant,
        function: String,
        file fileID: String,
        line: UInt
    ) -> FileSpan {
        var context = context()
        let above = context.traceParent
        let trace = above?.trace ?? newTrace()
        let isSampled = below.map { trace.low < $0 } ?? true
        let own = TraceParent(trace: trace, span: newNumber(), isSampled: isSampled)
        context.traceParent = own
        return FileSpan(
            operationName,
            kind: kind,
            own: own,
            above: above?.span,
            context: context,
            start: instant().nanosecondsSinceEpoch,
            file: isSampled ? file : nil
        )
    }

    package func extract<Carrier, Extract>(
        _ carrier: Carrier,
        into context: inout InstrumentationContext,
        using extractor: Extract
    ) where Extract: Extractor, Extract.Carrier == Carrier {
        context.traceParent = extractor.extract(key: Self.field, from: carrier).flatMap(TraceParent.init(reading:))
    }

    package func inject<Carrier, Inject>(
        _ context: InstrumentationContext,
        into carrier: inout Carrier,
        using injector: Inject
    ) where Inject: Injector, Inject.Carrier == Carrier {
        guard let own = context.traceParent else { return }
        injector.inject(own.text, forKey: Self.field, into: &carrier)
    }

    /// Spans are handed to the file's thread at once.
    @available(*, deprecated)
    package func forceFlush() {}

    private func newTrace() -> TraceParent.TraceID {
        while true {
            if let trace = TraceParent.TraceID(high: number(), low: number()) { return trace }
        }
    }

    private func newNumber() -> UInt64 {
        while true {
            let number = number()
            if number != 0 { return number }
        }
    }

    private func number() -> UInt64 { randomBytes(8).reduce(0) { $0 << 8 | UInt64($1) } }
}
