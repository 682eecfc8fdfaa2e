import HealthCardServices
import Storage

/// Answers waiting look-ups from one snapshot, in one round trip. What wants more than it asked for runs alone, and so
/// does each where the round trip fails.
struct SharedSnapshot {
    let worker: PostgresWorker
    let keys: any ColumnKeys

    /// Runs a group, and answers each caller or hands its look-up on.
    func run(_ group: [SharedWrite]) {
        let questions = group.map(questions)
        var answers: ArraySlice<PostgresAnswer>
        do {
            answers = try worker.readOnce { session in
                try session.pipeline(
                    questions.flatMap { $0 },
                    after: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
                    before: "COMMIT"
                )
            }[...]
        } catch {
            for read in group { read.runAlone() }
            return
        }
        for (read, questions) in zip(group, questions) {
            let connection = AnsweredConnection(zip(questions, answers).map { (question: $0, answer: $1) })
            answers = answers.dropFirst(questions.count)
            let outcome = read.write.run(SQLRepositories(connection, keys: keys))
            if connection.hasMissed || !connection.additions.isEmpty { read.runAlone() } else { outcome.finish(nil) }
        }
    }

    private func questions(_ read: SharedWrite) -> [SQLQuestion] {
        AskingConnection.questions(of: read, keys: keys).filter { question in
            if case .marks = question.statement.sharing { false } else { true }
        }
    }
}
