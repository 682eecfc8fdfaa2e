package import HealthCardDomain

/// What an opinion on a review came to.
package enum ReviewOutcome: Sendable, Equatable {
    /// Another person is asked.
    case waits(ReviewStage)
    case decided(ReviewVerdict)
}
