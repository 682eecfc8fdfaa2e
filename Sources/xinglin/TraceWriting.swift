import HealthCardServices
import Logging
import Spans

/// The tracer of a node and the file it writes.
struct TraceWriting {
    let tracer: FileTracer
    private let file: SpanFile

    /// - Returns: `nil` where nobody asked for traces.
    /// - Throws: `StartFault.tracesNotOpened`.
    init?(_ options: SpanOptions, ambient: Ambient, logger: Logger) throws {
        guard let path = options.traces else { return nil }
        do {
            file = try SpanFile(path: path) { trouble in
                logger.warning("traces are incomplete", metadata: ["trouble": "\(trouble)"])
            }
        } catch {
            throw StartFault.tracesNotOpened(path)
        }
        tracer = FileTracer(file: file, share: options.traceShare, randomBytes: ambient.randomBytes)
    }

    func close() async { await file.close() }
}
