/// Under what keys of a record a person was found.
///
/// A third of those who share a key share only a part of the number, or the house: of a hundred thousand such people of a
/// made-up region three were worth a question to a person, and none was linked. In a region of more than a million persons four
/// candidates of five shared only the surname and the day of birth, or something like it, with a record that bore a number; such
/// pairs, of whom both bear numbers, were never linked and hardly ever asked about.
package struct BlockHits: Sendable {
    private let hasNumber: Bool
    private var hint: BlockKey.Kind.Hint?
    /// Whether the person is a candidate: found under a key that is reason enough, or under hints at two things.
    package private(set) var isCandidate = false

    /// - Parameter hasNumber: whether the record bears an own resident number, by which it is found.
    package init(hasNumber: Bool) { self.hasNumber = hasNumber }

    package mutating func add(_ kind: BlockKey.Kind) {
        guard let found = kind.hint, hasNumber || !found.isEnoughWithoutNumber, hint == nil || hint == found else {
            isCandidate = true
            return
        }
        hint = found
    }
}
