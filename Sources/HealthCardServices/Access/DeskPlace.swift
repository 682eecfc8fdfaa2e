package import HealthCardDomain

/// The place of a scan: a registered terminal of an authorised institution that the caller speaks for.
package struct DeskPlace: Sendable {
    package let terminal: Terminal
    package let institution: Institution
    package let department: DepartmentCode

    /// Reads the place fresh, so that a frozen terminal is refused at once.
    ///
    /// - Throws: `AccessRefusal.terminalUnknown`, `.terminalNotAuthorised`, `.terminalOfOthers`,
    ///   `.institutionNotAuthorised`, `.departmentUnknown`.
    package init(
        terminal code: TerminalCode,
        department stated: DepartmentCode?,
        for actor: Actor,
        in store: any Repositories,
        trace: inout Trace
    ) throws {
        guard let (terminal, institution) = try store.access.desk(code) else { throw AccessRefusal.terminalUnknown }
        trace.institution = terminal.institution
        if let own = actor.institution, own != terminal.institution { throw AccessRefusal.terminalOfOthers }
        guard terminal.status == .authorised else {
            throw AccessRefusal.terminalNotAuthorised(is: terminal.status)
        }
        guard institution.status == .authorised else {
            throw AccessRefusal.institutionNotAuthorised(is: institution.status)
        }
        let department = stated ?? terminal.department
        guard institution.departments.contains(department) else { throw AccessRefusal.departmentUnknown }
        trace.department = department
        self.terminal = terminal
        self.institution = institution
        self.department = department
    }
}
