import ArgumentParser

/// `xinglin index`: the main index for operators and engineers.
struct Index: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The main index (主索引): judge it on a file of registrations.",
        subcommands: [IndexEvaluate.self]
    )
}
