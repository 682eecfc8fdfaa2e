import HealthCardDomain

/// A stored answer could not be read back: a defect or a damaged row.
struct UnreadableIdempotencyRecord: Error {}

extension Repositories {
    /// Answers from the record of the key, or carries out the act and records its answer, in this transaction.
    ///
    /// - Throws: `AccessRefusal.idempotencyKeyReused` where the key was used for a request that meant something else.
    func once<Answer>(
        _ key: IdempotencyKey?,
        by act: Act,
        digest: [UInt8],
        restore: (String) throws -> Answer?,
        store form: (Answer) -> String,
        _ body: () throws -> Answer
    ) throws -> Answer {
        guard let key else { return try body() }
        let caller = "\(act.actor.role.rawValue):\(act.actor.auditName ?? "")"
        if let record = try idempotency.find(key, of: caller) {
            guard record.requestDigest == digest else { throw AccessRefusal.idempotencyKeyReused }
            guard let answer = try restore(record.answer) else { throw UnreadableIdempotencyRecord() }
            return answer
        }
        let answer = try body()
        let record = IdempotencyRecord(requestDigest: digest, answer: form(answer))
        try idempotency.add(record, under: key, of: caller, at: act.at)
        return answer
    }
}
