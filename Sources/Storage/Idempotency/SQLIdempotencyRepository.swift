import Foundation
import HealthCardDomain
import HealthCardServices
import SMCrypto

/// Answers given under idempotency keys.
///
/// A key lies here as its SM3, in hexadecimal. Callers count their keys up: the ones of a moment would lie on one page of the
/// table, where transactions on PostgreSQL that look one up and add another are in each other's way. Nor is it of any use to keep
/// what a caller may have put into a key.
struct SQLIdempotencyRepository: IdempotencyRepository {
    let connection: any SQLConnection

    private static let find = SQLStatement(
        "idempotency.find",
        "SELECT request_digest, answer FROM idempotency WHERE caller = $1 AND idempotency_key IN ($2, $3)"
    )
    private static let insert = SQLStatement(
        "idempotency.add",
        """
        INSERT INTO idempotency (caller, idempotency_key, request_digest, answer, answered_at)
        VALUES ($1, $2, $3, $4, $5)
        """
    )

    func find(_ key: IdempotencyKey, of caller: String) throws -> IdempotencyRecord? {
        // An answer of an earlier release lies under the key itself.
        try connection.row(Self.find, [.text(caller), Self.stored(key), .text(key.text)]).map { row in
            IdempotencyRecord(requestDigest: try row.blob(0), answer: try row.text(1))
        }
    }

    func add(
        _ record: IdempotencyRecord,
        under key: IdempotencyKey,
        of caller: String,
        at instant: Date
    ) throws {
        try connection.post(
            Self.insert,
            [
                .text(caller), Self.stored(key), .blob(record.requestDigest), .text(record.answer), .instant(instant),
            ],
            requiringOne: nil
        )
    }

    private static func stored(_ key: IdempotencyKey) -> SQLValue {
        .text(Hex.lower(SM3.hash(Array(key.text.utf8))))
    }
}
