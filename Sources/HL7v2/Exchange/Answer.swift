/// What a message is answered, and what the operator should know of it.
package struct Answer: Sendable {
    package let message: Message
    /// What went wrong on our side. It was answered with code 207; whoever asked for the answer logs it.
    package let fault: (any Error)?

    init(_ message: Message, fault: (any Error)? = nil) {
        self.message = message
        self.fault = fault
    }
}
