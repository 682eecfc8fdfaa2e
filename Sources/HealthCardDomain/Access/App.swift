/// An application that is filed with the platform (接入应用, `E01`).
package struct App: Sendable, Equatable {
    package let id: AppID
    package let name: String
    package let recordNumber: AppRecordNumber
    /// The institution whose terminals the app speaks for; `nil` for an app of the whole region.
    package let institution: InstitutionCode?
    package let status: AccessStatus
    /// What the app was authorised to do; everything else is refused.
    package let operations: Set<AccessOperation>

    package init(
        id: AppID,
        name: String,
        recordNumber: AppRecordNumber,
        institution: InstitutionCode?,
        status: AccessStatus,
        operations: Set<AccessOperation>
    ) {
        self.id = id
        self.name = name
        self.recordNumber = recordNumber
        self.institution = institution
        self.status = status
        self.operations = operations
    }
}
