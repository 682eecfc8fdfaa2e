import ArgumentParser

/// Where the server listens and keeps its data; shared by `serve` and `demo`.
struct ServerOptions: ParsableArguments {
    @Option(help: "The TCP port on 127.0.0.1; 1 to 65535.")
    var port = 8080

    @Flag(help: "Estimate a match model every night, as a candidate that decides nothing (docs/index-learning.md).")
    var estimateNightly = false

    @OptionGroup var load: LoadOptions
    @OptionGroup var records: RecordOptions
    @OptionGroup var reviews: ReviewOptions
    @OptionGroup var conversion: ConversionOptions
    @OptionGroup var spans: SpanOptions
    @OptionGroup var hl7: HL7Options
    @OptionGroup var place: PlaceOptions

    func validate() throws {
        guard (1...65_535).contains(port) else { throw ValidationError("--port must be 1 to 65535") }
    }
}
