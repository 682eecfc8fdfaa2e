package import HealthCardDomain
import HealthCardServices

/// A failure of the database, or of our use of it. It never holds a row's value: engines quote values in their error
/// texts, so drivers keep the number and the constraint's name and drop the rest.
package enum StorageFault: Error, Sendable, Equatable {
    /// The kinds of rules a schema keeps.
    package enum Rule: String, Sendable {
        case unique, check, notNull, foreignKey, type, trigger
    }

    /// A rule that no repository expected to be broken.
    ///
    /// - Parameter name: the constraint, or the columns it covers.
    case ruleBroken(Rule, name: String)
    /// A write inside `read`.
    case readOnly
    /// The engine undid the whole transaction (input or output error, connection cut) while one request was running.
    case transactionLost
    /// The engine found no space to write to; nothing of the transaction is left.
    case outOfSpace
    /// The engine does not understand a statement: a defect of ours, or a schema that is not ours.
    case statementRefused(statement: String, reason: String)
    /// Any other answer of the engine.
    case engine(code: Int, statement: String)
    /// Any other answer of a server, by its SQLSTATE.
    case server(sqlState: String, statement: String)
    /// No server that takes writes answered for as long as a transaction waits.
    case unreachable
    /// Other transactions were in the way each time.
    case contended(attempts: Int)
    /// The connection was cut while the transaction committed, and the server could not be asked any more: it is there
    /// whole, or not at all.
    case outcomeUnknown
    /// More transactions wait than can be answered in time.
    case overloaded
    /// A stored value that the domain does not know.
    case corruptRow(statement: String, column: Int)
    /// The database was migrated by a newer release.
    case schemaNewer(found: Int, known: Int)
    /// Migrations wait, and nobody asked to run them.
    case schemaOlder(found: Int, known: Int)
    /// An applied migration differs from the one of the same number in this release.
    case migrationChanged(number: Int)
    /// The engine did not take a setting on which durability or integrity rests.
    case settingRefused(name: String, found: String)
    case closed
}

extension StorageFault: StorageTrouble {
    /// What waiting or an operator mends is said as such; the rest is a fault of ours.
    package var code: ProblemCode {
        switch self {
        case .outOfSpace: .storageFull
        case .unreachable, .contended, .outcomeUnknown, .overloaded, .transactionLost: .databaseUnavailable
        case .ruleBroken, .readOnly, .statementRefused, .engine, .server, .corruptRow, .schemaNewer, .schemaOlder,
            .migrationChanged, .settingRefused, .closed:
            .fault
        }
    }
}
