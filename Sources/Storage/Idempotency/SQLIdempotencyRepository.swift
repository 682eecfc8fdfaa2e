import Foundation
import HealthCardDomain
import HealthCardServices

/// Answers given under idempotency keys.
struct SQLIdempotencyRepository: IdempotencyRepository {
    let connection: any SQLConnection

    private static let find = SQLStatement(
        "idempotency.find",
        "SELECT request_digest, answer FROM idempotency WHERE caller = $1 AND idempotency_key = $2"
    )
    private static let insert = SQLStatement(
        "idempotency.add",
        """
        INSERT INTO idempotency (caller, idempotency_key, request_digest, answer, answered_at)
        VALUES ($1, $2, $3, $4, $5)
        """
    )

    func find(_ key: IdempotencyKey, of caller: String) throws -> IdempotencyRecord? {
        try connection.row(Self.find, [.text(caller), .text(key.text)]).map { row in
            IdempotencyRecord(requestDigest: try row.blob(0), answer: try row.text(1))
        }
    }

    func add(
        _ record: IdempotencyRecord,
        under key: IdempotencyKey,
        of caller: String,
        at instant: Date
    ) throws {
        _ = try connection.execute(
            Self.insert,
            [
                .text(caller), .text(key.text), .blob(record.requestDigest), .text(record.answer), .instant(instant),
            ]
        )
    }
}
