import ArgumentParser

/// Where requests are traced, and how many (docs/operations.md).
struct SpanOptions: ParsableArguments {
    @Option(help: "A file to which traces of requests are appended, one line of OTLP in JSON for some spans.")
    var traces: String?

    @Option(help: "The share of traces that is written, 0 to 1.")
    var traceShare = 0.01

    func validate() throws {
        guard (0...1).contains(traceShare) else { throw ValidationError("--trace-share must be 0 to 1") }
    }
}
