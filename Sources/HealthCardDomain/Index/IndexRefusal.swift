/// What the index does not do, in its caller's terms.
package enum IndexRefusal: Error, Sendable, Equatable {
    /// No index has this number.
    case indexUnknown
    /// No source record has this authority and local id, or this number.
    case recordUnknown
    /// Both are one person already.
    case sameIndex
    /// The index was not merged into another one, or not any more.
    case notMerged
    /// A person said that the two are not the same; that must be withdrawn first.
    case heldApart
    /// Nobody held the two apart.
    case notHeldApart
    /// The record is the only one of its index: there is nothing to take it out of.
    case onlyRecord
    /// No review has this number.
    case reviewUnknown
    /// The review was answered, or needs no answer any more.
    case reviewClosed
    /// A field is longer than a registration may have.
    ///
    /// - Parameter name: of the field.
    case fieldTooLong(name: String)
}
