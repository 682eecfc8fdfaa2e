/// What the index does not do, in the terms of this face.
package enum MainIndexRefusal: Error, Sendable, Equatable {
    /// The domain never gave this number, or not to this index.
    case identifierUnknown(PatientIdentifier)
    /// A person decided that the two are not the same; only a person can take that back.
    case heldApart
    /// Something stands against the merge, and a person is asked; nothing was changed yet.
    case waitsForReview
    /// The sender, or the app that it acts as, may not do this.
    case notAllowed
    /// The query names too little: too many persons share what it asks, or it has nothing to begin with.
    case queryTooWide
    /// A text is longer than a record may hold.
    case textTooLong
    /// The pointer of a continuation means nothing to the index, or nothing any more.
    case pointerUnknown
    /// The index is too busy, or what it stands on is gone; the message may be sent again.
    case unavailable
}
