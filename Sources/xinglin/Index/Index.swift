import ArgumentParser

/// `xinglin index`: the main index for operators and engineers.
struct Index: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "主索引: load, explain, learn from and judge the main index. docs/index-learning.md has a model's life.",
        subcommands: [
            IndexEvaluate.self, IndexLoad.self, IndexStats.self, IndexModels.self, IndexEstimate.self, IndexShadow.self,
            IndexPromote.self, IndexExplain.self, IndexUnmerge.self,
        ]
    )
}
