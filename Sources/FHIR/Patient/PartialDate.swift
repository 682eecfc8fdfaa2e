import HealthCardDomain

/// A date of which the day, or the day and the month, may not be known (FHIR R4, date).
package struct PartialDate: Sendable, Equatable, Redacting {
    /// `yyyy`, `yyyy-MM` or `yyyy-MM-dd`.
    package let text: String

    /// Reads a date; `nil` for any other text and for days that the calendar does not have.
    package init?(_ text: String) {
        let whole =
            switch text.utf8.count {
            case 4: text + "-01-01"
            case 7: text + "-01"
            default: text
            }
        guard CivilDate(iso: whole) != nil else { return nil }
        self.text = text
    }
}
