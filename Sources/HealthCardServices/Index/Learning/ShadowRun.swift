package import Foundation
package import HealthCardDomain

/// One run of a model beside the running one over all live records: how the decisions of both differ. It decides nothing.
package struct ShadowRun: Sendable, Equatable {
    /// Where a run stands. The raw values are stored.
    package enum State: String, Sendable {
        case underWay = "under-way"
        case finished
        /// Another model took over before the run was finished.
        case abandoned
    }

    /// What was counted.
    package struct Counts: Sendable, Equatable {
        /// Records that were judged by both models.
        package var judged = 0
        /// Links that only the shadow model would make.
        package var newLinks = 0
        /// Links that only the running model would make.
        package var lostLinks = 0
        /// Questions that the running model would ask, and that the shadow model would.
        package var reviewsBefore = 0
        package var reviewsAfter = 0
        /// Questions that only one of both would ask.
        package var newReviews = 0
        package var lostReviews = 0
        /// Candidates whose grade differs in another way than these.
        package var movedGrades = 0

        package init() {}

        /// Whether every decision is the same.
        package var isSame: Bool { newLinks + lostLinks + newReviews + lostReviews + movedGrades == 0 }
    }

    /// Given by the database.
    package let id: Int64
    package let model: ModelID
    /// The model that ran meanwhile.
    package let against: ModelID
    /// The last record of the run: those that came later were not judged.
    package let end: SourceRecordNumber
    package var state: State
    /// The last record that was judged; 0 before the first.
    package var last: Int64
    package var counts: Counts
    package let startedAt: Date
    package var savedAt: Date

    package init(
        id: Int64 = 0,
        model: ModelID,
        against: ModelID,
        end: SourceRecordNumber,
        state: State = .underWay,
        last: Int64 = 0,
        counts: Counts = Counts(),
        startedAt: Date,
        savedAt: Date
    ) {
        self.id = id
        self.model = model
        self.against = against
        self.end = end
        self.state = state
        self.last = last
        self.counts = counts
        self.startedAt = startedAt
        self.savedAt = savedAt
    }
}
