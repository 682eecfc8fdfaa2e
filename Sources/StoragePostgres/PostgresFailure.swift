import Storage

/// Why a statement did not do its work, and so what becomes of its transaction.
enum PostgresFailure: Error {
    /// The connection is gone. What was not committed is undone; a new connection may do it again.
    case lost
    /// Another transaction was in the way; on a new snapshot the same work may pass.
    case contended
    /// An answer that stays the same, however often one asks.
    case fault(StorageFault)

    /// What a repository sees. The driver acts on the failure itself, whatever the closure makes of this error.
    var thrown: StorageFault {
        switch self {
        case .lost, .contended: .transactionLost
        case .fault(let fault): fault
        }
    }

    /// Sorts an error answer. Only codes and names of the schema get this far, never the server's text: it quotes
    /// row values.
    ///
    /// - Parameter isWriting: whether the transaction may write. Where it may and the server says that it is read only,
    ///   the server has become a standby.
    static func sorted(_ answer: PostgresErrorAnswer, in statement: String, isWriting: Bool) -> PostgresFailure {
        let state = answer.state
        if SQLState.isLost(state) { return .lost }
        if SQLState.contended.contains(state) { return .contended }
        if state == SQLState.readOnlyTransaction { return isWriting ? .lost : .fault(.readOnly) }
        // A row that was on its way to the partition of what has no month, while its month was made.
        if state == SQLState.checkViolation, answer.name(of: .check).isEmpty { return .contended }
        if state == SQLState.diskFull { return .fault(.outOfSpace) }
        if let rule = rule(of: state) { return .fault(.ruleBroken(rule, name: answer.name(of: rule))) }
        if state.hasPrefix("42") || state.hasPrefix("26") || state.hasPrefix("3F") {
            return .fault(.statementRefused(statement: statement, reason: "SQLSTATE \(state)"))
        }
        return .fault(.server(sqlState: state, statement: statement))
    }

    private static func rule(of state: String) -> StorageFault.Rule? {
        switch state {
        case SQLState.uniqueViolation, "23P01": .unique
        case SQLState.checkViolation: .check
        case "23502": .notNull
        case "23503", "23001": .foreignKey
        case SQLState.ownRule: .trigger
        case "42804": .type
        case let state where state.hasPrefix("22"): .type
        default: nil
        }
    }
}
