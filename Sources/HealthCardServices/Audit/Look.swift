package import Foundation
package import HealthCardDomain

/// One look at a resident's data, as the resident reads it (`N15`).
package struct Look: Sendable {
    /// The audit entry's sequence; names the look in "not me".
    package let id: Int64
    package let at: Date
    package let operation: AccessOperation
    package let role: Role
    /// `nil` where an app of the region looked outside any institution.
    package let institution: Institution?
    package let department: DepartmentCode?
    package let operatorID: OperatorID?
    /// The app or account that asked.
    package let actor: String?
    package let step: TreatmentStep?
    package let purpose: String?
    package let shown: [ResidentField]
    /// The resident said that this was not them.
    package let isDisputed: Bool

    package init(entry: AuditEntry, institution: Institution?, isDisputed: Bool) {
        id = entry.sequence
        at = entry.at
        operation = entry.operation
        role = entry.role
        self.institution = institution
        department = entry.department
        operatorID = entry.operatorID
        actor = entry.actor
        step = entry.step
        purpose = entry.purpose
        shown = entry.shown
        self.isDisputed = isDisputed
    }
}
