import ArgumentParser

/// `xinglin index`: the main index for operators and engineers.
struct Index: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The main index (主索引): tell institutions of it, judge it on a file of registrations.",
        subcommands: [IndexSubscribe.self, IndexUnsubscribe.self, IndexSubscriptions.self, IndexEvaluate.self]
    )
}
