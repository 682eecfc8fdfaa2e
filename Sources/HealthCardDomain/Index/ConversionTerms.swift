package import Foundation

/// For how long a provisional registration may stay as it is: until then a change under its local id converts it, and after
/// it is listed as overdue. Nothing is ever removed. The figures are ours.
///
/// - A newborn has a year. The law gives a month for the household register (户口登记条例, article 7), but the number
///   reaches the hospital with the next visit, and the last of the first year's vaccinations brings every child back.
/// - Somebody unidentified has 90 days, in which nearly everybody is named who ever is.
/// - A temporary registration has 30 days: the visit is settled by then, and a placeholder was forgotten.
package struct ConversionTerms: Sendable, Equatable {
    /// The longest term, in days: ten years.
    package static let mostDays = 3_650

    package let newbornDays: Int
    package let temporaryDays: Int
    package let unidentifiedDays: Int

    /// - Precondition: each from 1 to ``mostDays``.
    package init(newbornDays: Int = 365, temporaryDays: Int = 30, unidentifiedDays: Int = 90) {
        precondition(
            [newbornDays, temporaryDays, unidentifiedDays].allSatisfy { (1...Self.mostDays).contains($0) },
            "a term has a bound"
        )
        self.newbornDays = newbornDays
        self.temporaryDays = temporaryDays
        self.unidentifiedDays = unidentifiedDays
    }

    /// Since when, or longer, a registration of a kind is overdue at an instant; `nil` for kinds that are not provisional.
    package func latest(of kind: PersonKind, at instant: Date) -> Date? {
        let days: Int
        switch kind {
        case .newborn: days = newbornDays
        case .temporary: days = temporaryDays
        case .unidentified: days = unidentifiedDays
        case .identified, .named, .test: return nil
        }
        return instant.addingTimeInterval(-Double(days) * 86_400)
    }
}
