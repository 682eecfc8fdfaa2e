package import Foundation
package import HealthCardDomain

/// Counts for the console (`C13`).
package protocol FigureRepository {
    func personCount() throws -> Int
    /// Cards by status.
    func cardCounts() throws -> [Card.Status: Int]
    /// Uses from `start` (included) to `end` (excluded), by institution and step.
    func useCounts(from start: Date, to end: Date) throws -> [UseCount]
    /// Uses per statistics day (+08:00), oldest first; days without a use are absent.
    func dailyUseCounts(from start: Date, to end: Date) throws -> [DailyUseCount]
    /// Refused scans from `start` to `end`, by outcome.
    func refusalCounts(from start: Date, to end: Date) throws -> [String: Int]
}
