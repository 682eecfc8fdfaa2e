/// Why a message is not done, in the sender's terms. It never holds what a field said.
package struct HL7Refusal: Error, Sendable, Equatable {
    package let code: ConditionCode
    /// Where; none where it is the message as a whole.
    package let locations: [ErrorLocation]
    /// A sentence for the people at the sender, without the full stop; empty where the code says it all.
    package let text: String

    package init(_ code: ConditionCode, at location: ErrorLocation? = nil, _ text: String = "") {
        self.init(code, at: location.map { [$0] } ?? [], text)
    }

    /// A refusal of the same in several places.
    package init(_ code: ConditionCode, at locations: [ErrorLocation], _ text: String = "") {
        self.code = code
        self.locations = locations
        self.text = text
    }
}
