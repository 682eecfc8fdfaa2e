import HealthCardDomain

/// Sealing the main index anew under the current key.
extension SQLKeyRepository {
    private static let oldRecords = SQLStatement(
        "source_records.old",
        """
        SELECT record_number, version, place, matching, fields FROM source_records WHERE key_version < $1
        ORDER BY key_version LIMIT $2
        """
    )
    private static let resealRecord = SQLStatement(
        "source_records.reseal",
        """
        UPDATE source_records SET matching = $3, fields = $4, key_version = $5 WHERE record_number = $1 AND version = $2
        """
    )
    private static let oldVersions = SQLStatement(
        "source_record_versions.old",
        """
        SELECT v.record_number, v.version, r.place, v.matching, v.fields
        FROM source_record_versions v JOIN source_records r ON r.record_number = v.record_number
        WHERE v.key_version < $1 ORDER BY v.key_version LIMIT $2
        """
    )
    private static let resealVersion = SQLStatement(
        "source_record_versions.reseal",
        """
        UPDATE source_record_versions SET matching = $3, fields = $4, key_version = $5
        WHERE record_number = $1 AND version = $2
        """
    )
    private static let oldLinks = SQLStatement(
        "index_links.old",
        """
        SELECT record_number, link_number, explanation FROM index_links WHERE key_version < $1
        ORDER BY key_version LIMIT $2
        """
    )
    private static let resealLink = SQLStatement(
        "index_links.reseal",
        "UPDATE index_links SET explanation = $3, key_version = $4 WHERE record_number = $1 AND link_number = $2"
    )
    private static let oldMerges = SQLStatement(
        "index_merges.old",
        """
        SELECT merge_id, index_number, merged_at, explanation FROM index_merges WHERE key_version < $1
        ORDER BY key_version LIMIT $2
        """
    )
    private static let resealMerge = SQLStatement(
        "index_merges.reseal",
        "UPDATE index_merges SET explanation = $2, key_version = $3 WHERE merge_id = $1"
    )
    private static let oldReviews = SQLStatement(
        "index_reviews.old",
        """
        SELECT review_id, lower_index, higher_index, record_number, explanation FROM index_reviews
        WHERE key_version < $1 ORDER BY key_version LIMIT $2
        """
    )
    private static let resealReview = SQLStatement(
        "index_reviews.reseal",
        "UPDATE index_reviews SET explanation = $2, key_version = $3 WHERE review_id = $1"
    )

    func rewrapIndex(limit: Int) throws -> Int {
        var changed = try rewrapRecords(Self.oldRecords, Self.resealRecord, limit: limit)
        if changed < limit {
            changed += try rewrapRecords(Self.oldVersions, Self.resealVersion, limit: limit - changed)
        }
        if changed < limit { changed += try rewrapLinks(limit: limit - changed) }
        if changed < limit { changed += try rewrapMerges(limit: limit - changed) }
        if changed < limit { changed += try rewrapReviews(limit: limit - changed) }
        return changed
    }

    private func rewrapRecords(_ old: SQLStatement, _ reseal: SQLStatement, limit: Int) throws -> Int {
        let rows = try connection.rows(old, [personal.currentVersion(), .integer(limit)])
        for row in rows {
            var cells = personal.sourceRecord(try row.blob(2), try row.count(1))
            let (matching, fields) = (
                try cells.openedBytes(row, 3, "matching"), try cells.openedBytes(row, 4, "fields")
            )
            let values: [SQLValue] = [
                row.value(0), row.value(1), .blob(try cells.cell(matching, "matching")),
                .blob(try cells.cell(fields, "fields")), try cells.keyVersion(),
            ]
            _ = try connection.execute(reseal, values)
        }
        return rows.count
    }

    private func rewrapLinks(limit: Int) throws -> Int {
        let rows = try connection.rows(Self.oldLinks, [personal.currentVersion(), .integer(limit)])
        for row in rows {
            var cells = personal.link(try row.integer(0), try row.count(1))
            let sealed = try cells.sealed(try cells.opened(row, 2, "explanation"), "explanation")
            _ = try connection.execute(Self.resealLink, [row.value(0), row.value(1), sealed, try cells.keyVersion()])
        }
        return rows.count
    }

    private func rewrapMerges(limit: Int) throws -> Int {
        let rows = try connection.rows(Self.oldMerges, [personal.currentVersion(), .integer(limit)])
        for row in rows {
            var cells = personal.merge(try row.integer(1), try row.integer(2))
            let sealed = try cells.sealed(try cells.opened(row, 3, "explanation"), "explanation")
            _ = try connection.execute(Self.resealMerge, [row.value(0), sealed, try cells.keyVersion()])
        }
        return rows.count
    }

    private func rewrapReviews(limit: Int) throws -> Int {
        let rows = try connection.rows(Self.oldReviews, [personal.currentVersion(), .integer(limit)])
        for row in rows {
            var cells = personal.review(try row.integer(1), try row.integer(2), try row.integer(3))
            let sealed = try cells.sealed(try cells.opened(row, 4, "explanation"), "explanation")
            _ = try connection.execute(Self.resealReview, [row.value(0), sealed, try cells.keyVersion()])
        }
        return rows.count
    }
}
