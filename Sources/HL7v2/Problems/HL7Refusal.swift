/// Why a message is not done, in the sender's terms. It never holds what a field said.
package struct HL7Refusal: Error, Sendable, Equatable {
    package let code: ConditionCode
    /// `nil` where it is the message as a whole.
    package let location: ErrorLocation?
    /// A sentence for the people at the sender, without the full stop; empty where the code says it all.
    package let text: String

    package init(_ code: ConditionCode, at location: ErrorLocation? = nil, _ text: String = "") {
        self.code = code
        self.location = location
        self.text = text
    }
}
