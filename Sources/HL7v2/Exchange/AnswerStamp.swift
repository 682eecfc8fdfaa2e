/// What an answer needs from outside: when it is written, and a number of its own.
package struct AnswerStamp: Sendable {
    /// MSH-7, such as `20261122093000+0800`.
    package let time: String
    /// MSH-10, at most 20 characters and new for each answer.
    package let controlID: String

    package init(time: String, controlID: String) {
        self.time = time
        self.controlID = controlID
    }
}
