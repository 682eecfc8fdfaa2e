import ArgumentParser

/// `xinglin bench`: the things that `Benchmarks/run` needs of the binary besides `serve` itself. Hidden from the
/// help: nobody runs a registry with it.
struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "For Benchmarks/run only: a server without durability, signed requests to send, people to take in.",
        shouldDisplay: false,
        subcommands: [BenchServe.self, BenchRequests.self, BenchResidents.self, BenchStorage.self, BenchIndex.self]
    )
}
