import HealthCardServices
import Storage

/// Notes what repositories ask ahead of a transaction: look-ups and one-time marks. Nothing is run.
final class AskingConnection: SQLConnection {
    private(set) var questions: [SQLQuestion] = []

    /// What a transaction asks ahead.
    static func questions(of write: SharedWrite, keys: any ColumnKeys) -> [SQLQuestion] {
        let asking = AskingConnection()
        do {
            try write.ahead(SQLRepositories(asking, keys: keys))
        } catch {
            // What stopped the asking will stop the transaction, which says so.
        }
        return asking.questions
    }

    /// Finds nothing.
    func rows(_ statement: SQLStatement, _ values: [SQLValue]) -> [SQLRow] {
        questions.append(SQLQuestion(statement, values))
        return []
    }

    /// Pretends to have written. Only marks are made ahead.
    func execute(_ statement: SQLStatement, _ values: [SQLValue]) -> Int {
        if case .marks = statement.sharing { questions.append(SQLQuestion(statement, values)) }
        return 1
    }

    /// Writes nothing: rows are not added ahead.
    func insert(_ rows: [[SQLValue]], into table: SQLTable) {}
}
