/// What forbids a link however much speaks for it. The raw values are stored with every link and every review.
package enum Veto: String, Sendable, CaseIterable {
    case differentNumbers = "different-numbers"
    case relatives = "relatives"
    case differentBirthOrder = "different-birth-order"
    case twins = "twins"
    case unlikeNames = "unlike-names"
    case birthDatesApart = "birth-dates-apart"
    case notBornYet = "not-born-yet"
    case decidedApart = "decided-apart"
    case secondClose = "second-close"
    /// The record's number is also that of a person with an unlike name.
    case numberContested = "number-contested"

    /// Each side has a valid number of its own, and they differ, but the name and the mobile phone are the same: the number
    /// was changed, or a relative's card was read.
    case twoNumbers = "two-numbers"

    /// Whether the pair is worth no person's time either.
    package var isFinal: Bool {
        switch self {
        case .differentNumbers, .relatives, .differentBirthOrder, .decidedApart, .notBornYet: true
        case .twins, .unlikeNames, .birthDatesApart, .secondClose, .numberContested, .twoNumbers: false
        }
    }
}
