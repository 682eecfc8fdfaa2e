import HealthCardDomain
import HealthCardServices
import Matching

/// Blocks: all of a record's in one statement, which is made for some widths and filled up.
extension SQLIndexRepository {
    /// Blocks of the statements, the narrowest first.
    private static let widths = [1, 2, 4, 8, 12, 16, 20, 24]
    private static let width = 24

    /// Whoever was merged is found in an index of those alone (migration 13). One after another, not a join: an engine that knows
    /// little of new tables would read all persons for it.
    private static let looks: [SQLStatement] = widths.map { width in
        let parts = (0..<width).map { place in
            """
            SELECT \(place) AS place, index_number FROM (SELECT index_number FROM index_blocks
            WHERE block = $\(2 * place + 1) ORDER BY index_number LIMIT $\(2 * place + 2)) AS b\(place)
            """
        }
        return SQLStatement(
            "index_blocks.members",
            """
            SELECT f.place, f.index_number, coalesce((
                SELECT p.survivor FROM index_persons p
                WHERE p.index_number + 0 = f.index_number + 0 AND p.survivor IS NOT NULL
            ), f.index_number) FROM (\(parts.joined(separator: "\nUNION ALL "))) AS f
            """
        )
    }

    private static let inserts: [SQLStatement] = widths.map { width in
        let places = (1...width).map { "($\($0 + 1), $1)" }.joined(separator: ", ")
        return SQLStatement(
            "index_blocks.add",
            "INSERT INTO index_blocks (block, index_number) VALUES \(places) ON CONFLICT DO NOTHING"
        )
    }

    private static let count = SQLStatement(
        "index_blocks.count",
        "SELECT count(*) FROM (SELECT 1 FROM index_blocks WHERE block = $1 LIMIT $2) AS b"
    )
    private static let under = SQLStatement(
        "index_blocks.of index",
        "SELECT block FROM index_blocks WHERE block IN (\(NumberList.places)) AND index_number = $\(NumberList.width + 1)"
    )
    private static let delete = SQLStatement(
        "index_blocks.remove",
        "DELETE FROM index_blocks WHERE block = $1 AND index_number = $2"
    )

    /// The narrowest of a family's statements that takes so many blocks.
    private static func statement(of family: [SQLStatement], for count: Int) -> SQLStatement {
        family[widths.firstIndex { $0 >= count } ?? widths.count - 1]
    }

    func members(under blocks: [BlindBlock]) throws -> [BlockMember] {
        var found: [BlockMember] = []
        for start in stride(from: 0, to: blocks.count, by: Self.width) {
            let part = blocks[start..<min(start + Self.width, blocks.count)]
            let statement = Self.statement(of: Self.looks, for: part.count)
            var values: [SQLValue] = []
            values.reserveCapacity(statement.placeholders.count)
            for block in part { values += [.integer(block.number), .integer(block.cap + 1)] }
            while values.count < statement.placeholders.count { values += [.integer(Int64(0)), .integer(Int64(0))] }
            for row in try connection.rows(statement, values) {
                found.append(
                    BlockMember(
                        position: start + (try row.count(0)),
                        member: try row.indexNumber(1),
                        survivor: try row.indexNumber(2)
                    )
                )
            }
        }
        // An engine may give the rows of a join in any order.
        found.sort { ($0.position, $0.member) < ($1.position, $1.member) }
        return found
    }

    func memberCount(under block: BlindBlock, limit: Int) throws -> Int {
        try connection.row(Self.count, [.integer(block.number), .integer(limit)])?.count(0) ?? 0
    }

    func blocks(of keys: [BlockKey]) throws -> [BlindBlock] { try personal.blocks(of: keys) }

    func blind(_ keys: [BlockKey]) throws -> [Int64] { try personal.blocks(of: keys).map(\.number) }

    func blocks(of number: IndexNumber, among blocks: [Int64]) throws -> [Int64] {
        try NumberList.chunks(blocks).flatMap { chunk in
            try connection.rows(Self.under, chunk + [.integer(number)]).map { try $0.integer(0) }
        }
    }

    func add(_ blocks: [Int64], of number: IndexNumber) throws {
        changes.note(blocks)
        for start in stride(from: 0, to: blocks.count, by: Self.width) {
            let part = blocks[start..<min(start + Self.width, blocks.count)]
            let statement = Self.statement(of: Self.inserts, for: part.count)
            var values: [SQLValue] = [.integer(number)]
            values.reserveCapacity(statement.placeholders.count)
            for block in part { values.append(.integer(block)) }
            // The same row once more is no row.
            while values.count < statement.placeholders.count { values.append(values[1]) }
            try connection.post(statement, values, requiringOne: nil)
        }
    }

    func remove(_ blocks: [Int64], of number: IndexNumber) throws {
        changes.note(blocks)
        for block in blocks {
            try connection.post(Self.delete, [.integer(block), .integer(number)], requiringOne: nil)
        }
    }
}
