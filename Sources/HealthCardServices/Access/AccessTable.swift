package import HealthCardDomain

/// Who may do what: the one source of enforcement, of the tests and of `docs/access-table.md` (design §7).
///
/// An app must besides have been authorised for the operation. Default is refuse.
package enum AccessTable {
    /// The roles that may carry out an operation.
    package static func roles(for operation: AccessOperation) -> Set<Role> {
        switch operation {
        case .cardRegister: [.app, .resident, .clerk]
        case .cardRead: [.app, .resident]
        case .cardCancel: [.app, .resident]
        case .cardResume: [.resident]
        case .codeGenerate: [.app, .resident, .clerk]
        case .codeScan: [.app, .clerk]
        case .looksRead: [.app, .resident]
        case .lookDispute: [.resident]
        case .personQuery: [.app]
        case .personUpdate: [.app]
        case .usesUpload: [.app]
        case .indexFeed, .indexMatch: [.app]
        case .indexRead: [.app, .centre]
        case .indexDecide: [.centre]
        case .indexEvents: [.app]
        case .figuresRead: [.centre]
        case .cardPreissue, .indexRegister, .indexSubscribe, .accessFile, .recordsDrop, .registryExport: [.centre]
        case .keysRead: [.centre]
        case .keysManage: [.custodian]
        case .signIn: [.anonymous]
        }
    }

    /// Passes if the actor may carry out the operation.
    ///
    /// - Throws: `AccessRefusal.notSignedIn`, `.callerNotAuthorised`, `.operationNotAllowed`.
    package static func require(_ operation: AccessOperation, of actor: Actor) throws(AccessRefusal) {
        guard roles(for: operation).contains(actor.role) else {
            throw actor.role == .anonymous ? .notSignedIn : .operationNotAllowed(operation)
        }
        switch actor {
        case .app(let app):
            guard app.status == .authorised else { throw .callerNotAuthorised(is: app.status) }
            guard app.operations.contains(operation) else { throw .operationNotAllowed(operation) }
        case .account(let account):
            guard account.status == .authorised else { throw .callerNotAuthorised(is: account.status) }
        case .resident, .custodian, .anonymous:
            break
        }
    }
}
