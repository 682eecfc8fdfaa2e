/// What is not done with a match model, in its caller's terms.
package enum ModelRefusal: Error, Sendable, Equatable {
    /// No model has this name and version.
    case unknown
    /// The stored text is not what was stored, or no model.
    case damaged(ModelID)
    /// There is too little data to learn from.
    ///
    /// - Parameters:
    ///   - candidates: pairs of records that share a block.
    ///   - random: pairs of records of different persons.
    ///   - needed: of each.
    case tooLittleData(candidates: Int, random: Int, needed: Int)
    /// The model is the one that runs.
    case runsAlready
    /// The model did not run in the shadow of the running one to the end.
    case shadowMissing
    /// The model ran in the shadow of another model than the running one.
    case shadowStale
    /// Another process runs this model in the shadow.
    case shadowTaken
    /// This release's own model has the name of one that another release stored, and other figures.
    case releasedDiffers(ModelID)
}
