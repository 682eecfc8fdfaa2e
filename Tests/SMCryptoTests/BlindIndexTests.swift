import SMCrypto
import Testing

@Suite struct `A blind index` {
    private static let secret = [UInt8](repeating: 9, count: 32)

    private func key(_ secret: [UInt8] = secret) throws -> BlindIndexKey {
        try BlindIndexKey(secret: SecretBytes(secret))
    }

    @Test func `is equal for equal texts of one column, and only there`() throws {
        let value = try key().index(of: "11010519491231002X", column: "persons.id_number")
        #expect(value.count == 16)
        #expect(try key().index(of: "11010519491231002X", column: "persons.id_number") == value)
        #expect(try key().index(of: "110105194912310021", column: "persons.id_number") != value)
        #expect(try key().index(of: "11010519491231002X", column: "guardians.id_number") != value)
        #expect(
            try key([UInt8](repeating: 8, count: 32)).index(of: "11010519491231002X", column: "persons.id_number")
                != value
        )
    }

    @Test func `is the same whether its column's key was kept or derived anew`() throws {
        let one = try key()
        let columns = (0..<(BlindIndexKey.columnLimit * 2)).map { "table.column\($0)" }
        let first = columns.map { one.index(of: "text", column: $0) }
        let second = columns.map { one.index(of: "text", column: $0) }
        #expect(first == second)
        #expect(Set(first).count == columns.count)
    }

    @Test func `gives many keys the first 64 bits of their values`() throws {
        let one = try key()
        let texts = (0..<40).map { String(repeating: "键", count: $0) }
        let numbers = one.numbers(of: texts.map { Array($0.utf8) }, column: "index_blocks.block")
        let values = texts.map { text in
            one.index(of: text, column: "index_blocks.block").prefix(8).reduce(Int64(0)) { $0 << 8 | Int64($1) }
        }
        #expect(numbers == values)
    }

    @Test func `refuses a short secret`() {
        for count in [0, 16, 31] {
            #expect(throws: CryptoRefusal.malformedKey) { try key([UInt8](repeating: 1, count: count)) }
        }
    }
}
