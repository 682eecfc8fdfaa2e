import HealthCardDomain
import HealthCardServices
import Matching

/// Blocks: all of a record's in one statement, which is made for some widths and filled up.
extension SQLIndexRepository {
    /// Blocks of the narrowest statement; the others have multiples of it.
    private static let step = 4
    private static let widths = stride(from: step, through: 24, by: step)

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
            SELECT f.place, f.index_number, coalesce(p.survivor, f.index_number)
            FROM (\(parts.joined(separator: "\nUNION ALL "))) AS f
            CROSS JOIN index_persons p WHERE p.index_number = f.index_number
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
    private static let delete = SQLStatement(
        "index_blocks.remove",
        "DELETE FROM index_blocks WHERE block = $1 AND index_number = $2"
    )

    func members(under blocks: [BlindBlock]) throws -> [BlockMember] {
        var found: [BlockMember] = []
        for start in stride(from: 0, to: blocks.count, by: Self.step * Self.looks.count) {
            let part = blocks[start..<min(start + Self.step * Self.looks.count, blocks.count)]
            let statement = Self.looks[(part.count - 1) / Self.step]
            var values: [SQLValue] = []
            values.reserveCapacity(2 * (part.count + Self.step))
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

    func add(_ blocks: [Int64], of number: IndexNumber) throws {
        changes.note(blocks)
        for start in stride(from: 0, to: blocks.count, by: Self.step * Self.inserts.count) {
            let part = blocks[start..<min(start + Self.step * Self.inserts.count, blocks.count)]
            let statement = Self.inserts[(part.count - 1) / Self.step]
            var values: [SQLValue] = [.integer(number)]
            for block in part { values.append(.integer(block)) }
            // The same row once more is no row.
            while values.count < statement.placeholders.count { values.append(values[1]) }
            _ = try connection.execute(statement, values)
        }
    }

    func remove(_ blocks: [Int64], of number: IndexNumber) throws {
        changes.note(blocks)
        for block in blocks { _ = try connection.execute(Self.delete, [.integer(block), .integer(number)]) }
    }
}
