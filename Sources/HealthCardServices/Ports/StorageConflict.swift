/// A uniqueness rule of the schema said no: somebody else was first. The service decides what that means.
package enum StorageConflict: Error, Sendable, Equatable {
    case identifierTaken
    case cardTaken
    case versionMoved
    case keyTaken
    case indexTaken
    /// Another process imports the same file.
    case jobMoved
    /// Another registration of the same local id was first.
    case recordTaken
    /// The live link of a record is another one.
    case linkTaken
}
