package import HealthCardDomain

/// The platform's own SM2 keys under its answers, from memory: a caller that shares no secret proves us by them (`D10`).
package protocol AnswerKeys: Sendable {
    /// The key that signs now.
    ///
    /// - Throws: `.notFound` where none is active, `.outOfValidity` where its time is over.
    func signing() throws(KeyRefusal) -> AnswerKey

    /// The keys whose public halves callers must hold: the one that signs, and those made to take over.
    func published() -> [AnswerKey]
}
