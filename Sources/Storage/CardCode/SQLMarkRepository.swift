import Foundation
import HealthCardDomain
import HealthCardServices

/// One-time marks: the first to insert wins.
struct SQLMarkRepository: MarkRepository {
    let connection: any SQLConnection

    private static let insertNonce = SQLStatement(
        "nonces.mark",
        """
        INSERT INTO nonces (app_id, nonce, used_at) VALUES ($1, $2, $3)
        ON CONFLICT (app_id, nonce) DO NOTHING
        """,
        sharing: .marks(
            undoneBy: SQLStatement(
                "nonces.undo",
                "DELETE FROM nonces WHERE app_id = $1 AND nonce = $2 AND used_at = $3"
            )
        )
    )
    private static let insertCode = SQLStatement(
        "used_codes.mark",
        "INSERT INTO used_codes (token, used_at) VALUES ($1, $2) ON CONFLICT (token) DO NOTHING",
        sharing: .marks(
            undoneBy: SQLStatement("used_codes.undo", "DELETE FROM used_codes WHERE token = $1 AND used_at = $2")
        )
    )
    private static let purgeNonces = SQLStatement(
        "nonces.purge",
        """
        DELETE FROM nonces WHERE (app_id, nonce) IN
            (SELECT app_id, nonce FROM nonces WHERE used_at < $1 ORDER BY used_at LIMIT $2)
        """
    )
    private static let purgeCodes = SQLStatement(
        "used_codes.purge",
        """
        DELETE FROM used_codes WHERE token IN
            (SELECT token FROM used_codes WHERE used_at < $1 ORDER BY used_at LIMIT $2)
        """
    )

    func markNonce(_ nonce: String, of app: AppID, at instant: Date) throws -> Bool {
        try connection.execute(Self.insertNonce, [.text(app.text), .text(nonce), .instant(instant)]) == 1
    }

    func markCode(_ code: CardCode, at instant: Date) throws -> Bool {
        precondition(code.type == .dynamic, "only a dynamic code is accepted once")
        return try connection.execute(Self.insertCode, [.blob(code.token), .instant(instant)]) == 1
    }

    func purge(before instant: Date, limit: Int) throws -> Int {
        let values: [SQLValue] = [.instant(instant), .integer(limit)]
        return try connection.execute(Self.purgeNonces, values) + connection.execute(Self.purgeCodes, values)
    }
}
