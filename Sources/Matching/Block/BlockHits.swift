/// Under what keys of a record a person was found.
///
/// A third of those who share a key share only a part of the number, or the house: of a hundred thousand such people of a
/// made-up region three were worth a question to a person, and none was linked. Among more than a million made-up persons seven
/// candidates of ten shared only the surname and the day of birth, or something like it: of 294,000 none was linked, and one
/// was asked about (docs/index-quality.md).
package struct BlockHits: Sendable {
    private let hasNumber: Bool
    private var hint: BlockKey.Kind.Hint?
    /// Whether the person is a candidate: found under a key that is reason enough, or under hints at two things.
    package private(set) var isCandidate = false

    /// - Parameter hasNumber: whether the record bears an own resident number, by which it is found.
    package init(hasNumber: Bool) { self.hasNumber = hasNumber }

    /// Notes a key under which the person was found, and which is not crowded.
    package mutating func add(_ kind: BlockKey.Kind) {
        guard let found = kind.hint, hasNumber || !found.isEnoughWithoutNumber, hint == nil || hint == found else {
            isCandidate = true
            return
        }
        hint = found
    }
}
