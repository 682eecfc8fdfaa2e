/// A console account: a named person with a role, at one institution or at the card centre.
package struct Operator: Sendable, Equatable {
    package let id: OperatorID
    package let name: String
    /// `.clerk` or `.centre`.
    package let role: Role
    /// The clerk's institution; `nil` at the card centre.
    package let institution: InstitutionCode?
    package let status: AccessStatus

    package init(id: OperatorID, name: String, role: Role, institution: InstitutionCode?, status: AccessStatus) {
        precondition(
            (role == .clerk && institution != nil) || (role == .centre && institution == nil),
            "a clerk belongs to an institution, an operator of the centre to none"
        )
        self.id = id
        self.name = name
        self.role = role
        self.institution = institution
        self.status = status
    }
}
