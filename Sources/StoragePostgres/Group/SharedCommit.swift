import HealthCardServices
import Storage

/// Runs waiting transactions as one, in three round trips: everything that they look up and mark, everything that they
/// add, and the commit (decision 7).
///
/// A transaction leaves the others and runs alone, SERIALIZABLE as any, where a mark of it was made before, or where it
/// wants what was not asked ahead. Where the whole fails, nothing of it is left, and each runs alone.
struct SharedCommit {
    /// The most transactions that share a commit.
    static let limit = 128
    /// Connections for them: while the server works for one, the node works for the other. More only make the groups
    /// smaller.
    static let connections = 2

    let worker: PostgresWorker
    let keys: any ColumnKeys

    /// A transaction whose closure was run.
    private struct Ran {
        let write: SharedWrite
        let connection: AnsweredConnection
        /// `nil` where it is to run alone.
        let outcome: PendingWrite.Outcome?
    }

    /// Runs a group, and answers each caller or hands its transaction on.
    func run(_ group: [SharedWrite]) {
        do {
            for ran in try carryOut(group) {
                if let outcome = ran.outcome { outcome.finish(nil) } else { ran.write.runAlone() }
            }
        } catch StorageFault.outcomeUnknown {
            // Whether they are stored nobody knows: to run them again could double them.
            for write in group { write.write.refuse(StorageFault.outcomeUnknown) }
        } catch {
            for write in group { write.runAlone() }
        }
    }

    /// - Throws: `StorageFault.outcomeUnknown`; anything else where nothing of the group is stored.
    private func carryOut(_ group: [SharedWrite]) throws -> [Ran] {
        try worker.share { session in
            let questions = group.map { AskingConnection.questions(of: $0, keys: keys) }
            let opening = "BEGIN ISOLATION LEVEL REPEATABLE READ"
            var answers = try session.pipeline(questions.flatMap { $0 }, after: opening)[...]
            let ran = zip(group, questions).map { write, questions in
                defer { answers = answers.dropFirst(questions.count) }
                return run(write, zip(questions, answers).map { (question: $0, answer: $1) })
            }
            guard ran.contains(where: { $0.outcome?.failed == false }) else { return (ran, isWorthCommitting: false) }
            let changes = ran.flatMap { ran in
                ran.outcome?.failed == false
                    ? ran.connection.additions + ran.connection.undoing(all: false) : ran.connection.undoing(all: true)
            }
            guard try session.pipeline(changes).allSatisfy({ $0.writtenRows == 1 }) else {
                throw PostgresFailure.contended
            }
            return (ran, isWorthCommitting: true)
        }
    }

    private func run(_ write: SharedWrite, _ answers: [(question: SQLQuestion, answer: PostgresAnswer)]) -> Ran {
        let connection = AnsweredConnection(answers)
        let isMarked = answers.contains { question, answer in
            if case .marks = question.statement.sharing { answer.writtenRows != 1 } else { false }
        }
        guard !isMarked else { return Ran(write: write, connection: connection, outcome: nil) }
        let outcome = write.write.run(SQLRepositories(connection, keys: keys))
        return Ran(write: write, connection: connection, outcome: connection.hasMissed ? nil : outcome)
    }
}
