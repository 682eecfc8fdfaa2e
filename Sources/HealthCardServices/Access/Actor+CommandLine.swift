package import HealthCardDomain

extension Actor {
    /// Who acts at the command line: a filed, authorised account of the card centre. A region that has filed no account
    /// yet takes the name that is stated, and the audit has it.
    ///
    /// - Throws: `AccessRefusal.callerUnknown`, `.callerNotAuthorised`, `.operationNotAllowed`.
    package static func atCommandLine(
        _ id: OperatorID,
        for operation: AccessOperation,
        in storage: any Storage
    ) async throws -> Actor {
        let (known, isFirst) = try await storage.read { store in
            (try store.operators.find(id), try store.operators.all().isEmpty)
        }
        guard let account = known ?? (isFirst ? first(id) : nil) else { throw AccessRefusal.callerUnknown }
        try AccessTable.require(operation, of: .account(account))
        return .account(account)
    }

    private static func first(_ id: OperatorID) -> Operator {
        Operator(id: id, name: id.text, role: .centre, institution: nil, status: .authorised)
    }
}
