/// A reader terminal (识读终端): registered, and bound to an institution and a department (`E03`).
package struct Terminal: Sendable, Equatable {
    package let code: TerminalCode
    package let institution: InstitutionCode
    package let department: DepartmentCode
    package let type: TerminalType
    package let status: AccessStatus

    package init(
        code: TerminalCode,
        institution: InstitutionCode,
        department: DepartmentCode,
        type: TerminalType,
        status: AccessStatus
    ) {
        self.code = code
        self.institution = institution
        self.department = department
        self.type = type
        self.status = status
    }
}
