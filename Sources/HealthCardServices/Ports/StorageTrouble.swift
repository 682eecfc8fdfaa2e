package import HealthCardDomain

/// A failure of the database and not of a request. Neither it nor its description holds a value of a row, so that both
/// may stand in a log.
package protocol StorageTrouble: Error {
    /// What a caller is told.
    var code: ProblemCode { get }
}
