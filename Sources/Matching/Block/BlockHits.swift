/// Under what keys of a record a person was found.
///
/// A third of those who share a key share only a part of the number, or the house: of a hundred thousand such people of a
/// made-up region three were worth a question to a person, and none was linked.
package struct BlockHits: Sendable {
    private var hint: BlockKey.Kind.Hint?
    /// Whether the person is a candidate: found under a key that is reason enough, or under hints at two things.
    package private(set) var isCandidate = false

    package init() {}

    package mutating func add(_ kind: BlockKey.Kind) {
        if let found = kind.hint, hint == nil || hint == found { hint = found } else { isCandidate = true }
    }
}
