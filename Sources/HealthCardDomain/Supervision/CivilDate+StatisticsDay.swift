package import Foundation

extension CivilDate {
    /// The instant at which this day begins in China (+08:00): where a statistics day is cut.
    package var midnightInChina: Date {
        Date(timeIntervalSince1970: Double(daysSince1970 * 86_400 - CivilDate.chinaOffsetSeconds))
    }
}
