import Foundation
import HealthCardDomain
import HealthCardServices

/// What people held apart: pairs of indexes, as they were when somebody decided. Read, a pair is of the persons of today.
extension SQLIndexReviewRepository {
    private static let any = SQLStatement(
        "index_apart.any",
        "SELECT 1 FROM index_apart WHERE withdrawn_at IS NULL LIMIT 1"
    )
    /// Everybody whom these persons are held apart from, by the survivors of both sides.
    private static let from: SQLStatement = {
        let members = """
            SELECT index_number FROM index_persons WHERE index_number IN (\(NumberList.places))
            UNION ALL
            SELECT index_number FROM index_persons WHERE survivor IN (\(NumberList.places)) AND survivor IS NOT NULL
            """
        func side(_ column: String) -> String {
            """
            SELECT coalesce(a.survivor, a.index_number), coalesce(b.survivor, b.index_number)
            FROM index_apart x JOIN index_persons a ON a.index_number = x.lower_index
                JOIN index_persons b ON b.index_number = x.higher_index
            WHERE x.withdrawn_at IS NULL AND x.\(column) IN (\(members))
            """
        }
        return SQLStatement(
            "index_apart.from",
            "\(side("lower_index")) UNION \(side("higher_index")) LIMIT 100000"
        )
    }()
    private static let insert = SQLStatement(
        "index_apart.add",
        """
        INSERT INTO index_apart (lower_index, higher_index, decided_by, decided_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT DO NOTHING
        """
    )
    private static let between = SQLStatement(
        "index_apart.withdraw",
        """
        UPDATE index_apart SET withdrawn_by = $3, withdrawn_at = $4
        WHERE withdrawn_at IS NULL AND (
            lower_index IN (SELECT index_number FROM index_persons WHERE index_number = $1 OR survivor = $1)
            AND higher_index IN (SELECT index_number FROM index_persons WHERE index_number = $2 OR survivor = $2)
            OR lower_index IN (SELECT index_number FROM index_persons WHERE index_number = $2 OR survivor = $2)
            AND higher_index IN (SELECT index_number FROM index_persons WHERE index_number = $1 OR survivor = $1)
        )
        """
    )

    private static let ofDecision = SQLStatement(
        "index_apart.withdraw decision",
        """
        UPDATE index_apart SET withdrawn_by = $2, withdrawn_at = $4
        WHERE withdrawn_at IS NULL AND (lower_index = $1 OR higher_index = $1) AND decided_by = $2 AND decided_at = $3
        """
    )

    func apart(among survivors: [IndexNumber]) throws -> [ApartPair] {
        guard survivors.count > 1, try connection.row(Self.any, []) != nil else { return [] }
        let all = Set(survivors)
        return try pairs(from: survivors).filter { all.contains($0.lower) && all.contains($0.higher) }
    }

    func apart(from survivor: IndexNumber) throws -> [IndexNumber] {
        try pairs(from: [survivor]).map { $0.lower == survivor ? $0.higher : $0.lower }
    }

    func holdApart(_ one: IndexNumber, _ other: IndexNumber, by reviewer: OperatorID, at instant: Date) throws {
        let pair = ApartPair(one, other)
        _ = try connection.execute(
            Self.insert,
            [.integer(pair.lower), .integer(pair.higher), .text(reviewer.text), .instant(instant)]
        )
    }

    func withdrawApart(
        _ one: IndexNumber,
        _ other: IndexNumber,
        by reviewer: OperatorID,
        at instant: Date
    ) throws -> Int {
        try connection.execute(
            Self.between,
            [.integer(one), .integer(other), .text(reviewer.text), .instant(instant)]
        )
    }

    func withdrawApart(
        naming index: IndexNumber,
        decidedBy reviewer: OperatorID,
        decidedAt decision: Date,
        _ instant: Date
    ) throws -> Int {
        try connection.execute(
            Self.ofDecision,
            [.integer(index), .text(reviewer.text), .instant(decision), .instant(instant)]
        )
    }

    private func pairs(from survivors: [IndexNumber]) throws -> [ApartPair] {
        var found: Set<ApartPair> = []
        for chunk in NumberList.chunks(survivors.map(\.value)) {
            for row in try connection.rows(Self.from, chunk) {
                let (one, other) = (try row.indexNumber(0), try row.indexNumber(1))
                // Held apart and yet one person: a person merged them after all, which the service refuses.
                if one != other { found.insert(ApartPair(one, other)) }
            }
        }
        return found.sorted { ($0.lower, $0.higher) < ($1.lower, $1.higher) }
    }
}
