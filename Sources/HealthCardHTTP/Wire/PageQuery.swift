import HealthCardDomain
import Hummingbird

/// The query of a request for one page of a list: `limit` and `cursor`, each at most once, and nothing else.
struct PageQuery<Cursor> {
    /// How many entries the page has at most; the list's own default where the caller did not say.
    let limit: Int
    /// The entry after which the page begins; nil for the first page.
    let cursor: Cursor?

    /// - Throws: ``RequestRefusal`` for another parameter, a doubled one, or a limit outside 1 to `most`; and what
    ///   `readCursor` throws.
    init(
        _ request: Request,
        limit standard: Int,
        most: Int,
        readCursor: (Substring) throws -> Cursor
    ) throws {
        let query = request.uri.queryParameters
        for key in query.map(\.key) {
            guard key == "limit" || key == "cursor" else { throw RequestRefusal.fieldUnknown(String(key.prefix(64))) }
            guard query[values: key].count == 1 else { throw RequestRefusal.fieldMalformed(String(key)) }
        }
        limit =
            try query["limit"].map { text in
                // No sign, no leading zero: one number has one form.
                guard let limit = Int(text), (1...most).contains(limit), "\(limit)" == text else {
                    throw RequestRefusal.fieldMalformed("limit")
                }
                return limit
            } ?? standard
        cursor = try query["cursor"].map(readCursor)
    }
}
