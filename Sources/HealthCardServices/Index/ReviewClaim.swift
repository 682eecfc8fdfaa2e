package import Foundation
package import HealthCardDomain

/// That a reviewer has a review before them. It ends by itself.
package struct ReviewClaim: Sendable, Equatable {
    package let reviewer: OperatorID
    package let since: Date
    package let until: Date

    package init(reviewer: OperatorID, since: Date, until: Date) {
        self.reviewer = reviewer
        self.since = since
        self.until = until
    }
}
