import HealthCardDomain

extension Services {
    /// The institution and the terminals of a desk's operator. Nothing in it is personal, so no entry is written.
    ///
    /// - Throws: `AccessRefusal` for everybody who may not scan at a desk.
    package func desk(by act: Act) async throws -> DeskSetting {
        try AccessTable.require(.codeScan, of: act.actor)
        guard let code = act.actor.institution else { throw AccessRefusal.operationNotAllowed(.codeScan) }
        return try await storage.read { store in
            guard let institution = try store.access.institution(code) else { throw MissingRow(table: "institutions") }
            return DeskSetting(institution: institution, terminals: try store.access.terminals(of: code))
        }
    }
}
