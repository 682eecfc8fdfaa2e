import ArgumentParser

/// `xinglin index`: the main index for operators and engineers.
struct Index: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The main index (主索引): load, explain, learn from and judge it, and tell institutions of it.",
        subcommands: [
            IndexEvaluate.self, IndexLoad.self, IndexReread.self, IndexStats.self, IndexModels.self, IndexEstimate.self,
            IndexShadow.self, IndexPromote.self, IndexExplain.self, IndexUnmerge.self, IndexSubscribe.self,
            IndexUnsubscribe.self, IndexSubscriptions.self,
        ]
    )
}
