/// What forbids a link however much speaks for it. The raw values are stored with every link and every review.
package enum Veto: String, Sendable, CaseIterable {
    case differentNumbers = "different-numbers"
    case differentBirthOrder = "different-birth-order"
    case twins = "twins"
    case unlikeNames = "unlike-names"
    case birthDatesApart = "birth-dates-apart"
    case notBornYet = "not-born-yet"
    case decidedApart = "decided-apart"
    case testPatient = "test-patient"
    case unidentified = "unidentified"
    case secondClose = "second-close"
    case joinedWhole = "joined-whole"
}
