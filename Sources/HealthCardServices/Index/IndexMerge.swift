package import Foundation
package import HealthCardDomain

/// One merge: an index, with whatever was merged into it before, became part of another.
package struct IndexMerge: Sendable, Equatable {
    /// Given by the database.
    package let id: Int64
    package let index: IndexNumber
    package let into: IndexNumber
    /// The record that proved to the engine that both are one person; `nil` where a person decided without one.
    package let record: SourceRecordNumber?
    /// Who decided; `nil` for the engine.
    package let decidedBy: OperatorID?
    package let reasons: DecisionReasons
    package let mergedAt: Date
    /// `nil` while it stands.
    package let unmergedAt: Date?
    package let unmergedBy: OperatorID?

    package init(
        id: Int64 = 0,
        index: IndexNumber,
        into: IndexNumber,
        record: SourceRecordNumber?,
        decidedBy: OperatorID?,
        reasons: DecisionReasons,
        mergedAt: Date,
        unmergedAt: Date? = nil,
        unmergedBy: OperatorID? = nil
    ) {
        self.id = id
        self.index = index
        self.into = into
        self.record = record
        self.decidedBy = decidedBy
        self.reasons = reasons
        self.mergedAt = mergedAt
        self.unmergedAt = unmergedAt
        self.unmergedBy = unmergedBy
    }
}
