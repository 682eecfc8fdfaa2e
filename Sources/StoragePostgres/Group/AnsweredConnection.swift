import Storage

/// The connection of one transaction among those that share a commit: it answers from what was asked ahead, and notes
/// what is to be added.
///
/// A transaction that wants anything else has missed: its closure meets an error, and runs again alone, whatever it
/// made of that error.
final class AnsweredConnection: SQLConnection {
    /// What was not asked ahead.
    struct Missed: Error {}

    private let answers: [(question: SQLQuestion, answer: PostgresAnswer)]
    private var isUsed: [Bool]
    /// Rows that are to be added, each exactly one.
    private(set) var additions: [SQLQuestion] = []
    private(set) var hasMissed = false

    init(_ answers: [(question: SQLQuestion, answer: PostgresAnswer)]) {
        self.answers = answers
        isUsed = Array(repeating: false, count: answers.count)
    }

    func rows(_ statement: SQLStatement, _ values: [SQLValue]) throws -> [SQLRow] {
        // A row that is yet to be added cannot be found.
        guard additions.isEmpty, let place = place(of: statement, values) else { throw miss() }
        return answers[place].answer.rows
    }

    func execute(_ statement: SQLStatement, _ values: [SQLValue]) throws -> Int {
        switch statement.sharing {
        case .marks:
            guard let place = place(of: statement, values), !isUsed[place] else { throw miss() }
            isUsed[place] = true
            return answers[place].answer.writtenRows
        case .adds:
            additions.append(SQLQuestion(statement, values))
            return 1
        case .none: throw miss()
        }
    }

    func insert(_ rows: [[SQLValue]], into table: SQLTable) throws { throw miss() }

    /// What takes marks back.
    ///
    /// - Parameter all: also those that the transaction asked for.
    func undoing(all: Bool) -> [SQLQuestion] {
        zip(answers, isUsed).compactMap { made, isUsed in
            guard case .marks(let undo) = made.question.statement.sharing, all || !isUsed,
                made.answer.writtenRows == 1
            else { return nil }
            return SQLQuestion(undo, made.question.values)
        }
    }

    private func place(of statement: SQLStatement, _ values: [SQLValue]) -> Int? {
        answers.firstIndex { $0.question.isSame(statement, values) }
    }

    private func miss() -> Missed {
        hasMissed = true
        return Missed()
    }
}
