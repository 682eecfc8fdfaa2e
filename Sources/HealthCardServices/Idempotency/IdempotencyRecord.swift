/// What was asked and answered under an idempotency key.
package struct IdempotencyRecord: Sendable, Equatable {
    /// SM3 of the request's meaning; another request under the same key is refused.
    package let requestDigest: [UInt8]
    /// The answer, without personal values: ids and outcomes, in the service's own form.
    package let answer: String

    package init(requestDigest: [UInt8], answer: String) {
        self.requestDigest = requestDigest
        self.answer = answer
    }
}
