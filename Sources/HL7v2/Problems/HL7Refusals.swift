/// One refusal or more of one message: a query may name several domains that are not known.
package struct HL7Refusals: Error, Sendable, Equatable {
    package let all: [HL7Refusal]

    init(_ refusal: HL7Refusal) { all = [refusal] }

    init(all: [HL7Refusal]) {
        precondition(!all.isEmpty, "a message is refused for a reason")
        self.all = all
    }
}
