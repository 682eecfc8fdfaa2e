import HealthCardDomain

extension CommandFailure {
    /// What is not done with a match model, and what to do about it.
    init(_ refusal: ModelRefusal) {
        switch refusal {
        case .unknown: self.init("没有此模型 / there is no such model [model_unknown]")
        case .damaged(let id):
            self.init(
                """
                模型 \(id) 的内容已损坏：请从备份恢复 / the text of model \(id) is damaged: restore a backup [model_damaged]
                """
            )
        case .tooLittleData(let candidates, let random, let needed):
            self.init(
                """
                数据太少，无法估计：候选对 \(candidates)，随机对 \(random)，各需 \(needed) / too little data to estimate a model: \
                \(candidates) candidate pairs and \(random) random pairs, of each \(needed) are needed [model_too_little_data]
                """
            )
        case .runsAlready: self.init("此模型正在运行 / this model is the running one [model_runs_already]")
        case .shadowMissing:
            self.init(
                """
                此模型尚未完成影子运行：请先执行 xinglin index shadow / this model has no finished run in the shadow: run xinglin \
                index shadow first [model_shadow_missing]
                """
            )
        case .shadowStale:
            self.init(
                """
                影子运行之后已换了运行模型：请重新执行 xinglin index shadow / another model runs than the one it was compared with: run \
                xinglin index shadow again [model_shadow_stale]
                """
            )
        case .shadowTaken:
            self.init(
                "另一进程正在影子运行此模型 / another process runs this model in the shadow [model_shadow_taken]"
            )
        case .releasedDiffers(let id):
            self.init(
                """
                本版本的模型 \(id) 与数据库中同名模型不同：请使用正式发布的版本 / this release's model \(id) is not the one of that name in \
                the database: run a proper release [model_released_differs]
                """
            )
        }
    }
}
