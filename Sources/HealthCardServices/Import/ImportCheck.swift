package import Foundation
package import HealthCardDomain

/// A dry run that somebody looked at: the report, under its digest, that a real run can be held to (`B17`).
package struct ImportCheck: Sendable, Equatable {
    /// SM3 over the report's text.
    package let digest: [UInt8]
    /// The run that it allows.
    package let jobID: String
    package let operatorID: OperatorID
    package let report: String
    package let checkedAt: Date

    package init(digest: [UInt8], jobID: String, operatorID: OperatorID, report: String, checkedAt: Date) {
        self.digest = digest
        self.jobID = jobID
        self.operatorID = operatorID
        self.report = report
        self.checkedAt = checkedAt
    }
}
