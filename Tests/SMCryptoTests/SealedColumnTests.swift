import SMCrypto
import SeededRandom
import Testing

@Suite struct `A sealed column` {
    private static let secret = [UInt8](repeating: 0x5A, count: 32)
    private static let nonce = [UInt8](0..<16)
    private static let text = Array("张三，某省某市某区某街道一号".utf8)

    private func branch(_ version: UInt32 = 3, secret: [UInt8] = secret) throws -> BranchKey {
        try BranchKey(secret: SecretBytes(secret), version: version)
    }

    private func row(_ row: [UInt8] = [1, 2], table: String = "persons", version: UInt32 = 3) throws -> RowKey {
        try branch(version).rowKey(table: table, row: row)
    }

    private func isRefused(_ sealed: [UInt8], _ key: RowKey, column: String = "name") -> Bool {
        do {
            _ = try key.open(sealed, column: column)
            return false
        } catch {
            return error is CryptoRefusal
        }
    }

    @Test(arguments: [0, 1, 15, 16, 17, 31, 32, 64, 1000, 70_000])
    func `opens to what was sealed, and tells its length in steps of 16 bytes`(count: Int) throws {
        var random = SeededGenerator(seed: UInt64(count))
        for text in [random.bytes(count), [UInt8](repeating: 0, count: count), [UInt8](repeating: 0x80, count: count)] {
            let sealed = try row().seal(text, column: "name", nonce: random.bytes(16))
            #expect(sealed.count == 22 + (count / 16 + 1) * 16 + 16)
            #expect(sealed.count == SealedColumn.length(forText: count))
            #expect(try row().open(sealed, column: "name") == text)
        }
    }

    @Test func `begins with its form, algorithm, key version and nonce`() throws {
        let sealed = try row(version: 0x0102_0304).seal(Self.text, column: "name", nonce: Self.nonce)
        #expect(Array(sealed[..<22]) == [1, 1, 1, 2, 3, 4] + Self.nonce)
        let cell = try SealedColumn(sealed)
        #expect(cell.keyVersion == 0x0102_0304)
        #expect(cell.algorithm == .sm4CTRWithHMACSM3)
        #expect(cell.bytes == sealed)
    }

    @Test func `is refused after any single bit of it has changed`() throws {
        let key = try row()
        let sealed = key.seal(Self.text, column: "name", nonce: Self.nonce)
        for bit in 0..<(sealed.count * 8) {
            var changed = sealed
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(isRefused(changed, key), "bit \(bit)")
        }
        #expect(!isRefused(sealed, key))
    }

    @Test func `is refused when cut or lengthened anywhere`() throws {
        let key = try row()
        let sealed = key.seal(Self.text, column: "name", nonce: Self.nonce)
        for count in 0..<sealed.count {
            #expect(isRefused(Array(sealed[..<count]), key))
            #expect(isRefused(Array(sealed[(sealed.count - count)...]), key))
        }
        for extra in [1, 15, 16, 17] { #expect(isRefused(sealed + [UInt8](repeating: 0, count: extra), key)) }
        #expect(isRefused(Array(sealed[..<38] + sealed[54...]), key))
    }

    @Test func `does not open in another row, column or table`() throws {
        let sealed = try row().seal(Self.text, column: "name", nonce: Self.nonce)
        #expect(isRefused(sealed, try row([1, 3])))
        #expect(isRefused(sealed, try row([1, 2, 0])))
        #expect(isRefused(sealed, try row([])))
        #expect(isRefused(sealed, try row(table: "guardians")))
        #expect(isRefused(sealed, try row(), column: "address"))
        #expect(isRefused(sealed, try row(), column: ""))
    }

    @Test func `does not open where the names only run together alike`() throws {
        let sealed = try branch().rowKey(table: "ab", row: Array("c".utf8)).seal([1], column: "d", nonce: Self.nonce)
        #expect(isRefused(sealed, try branch().rowKey(table: "a", row: Array("bc".utf8)), column: "d"))
        #expect(isRefused(sealed, try branch().rowKey(table: "ab", row: Array("cd".utf8)), column: ""))
        #expect(isRefused(sealed, try branch().rowKey(table: "ab", row: []), column: "cd"))
    }

    @Test func `does not open under another key, or another version of the same secret`() throws {
        let sealed = try row().seal(Self.text, column: "name", nonce: Self.nonce)
        #expect(isRefused(sealed, try row(version: 4)))
        var renamed = sealed
        renamed[5] = 4
        #expect(isRefused(renamed, try row(version: 4)))
        #expect(isRefused(renamed, try row()))
        let other = try branch(secret: [UInt8](repeating: 0x5B, count: 32)).rowKey(table: "persons", row: [1, 2])
        #expect(isRefused(sealed, other))
    }

    @Test func `of an earlier version of the row does not open when put back`() throws {
        let id: [UInt8] = [7, 7, 7]
        let before = try row(id + [0, 0, 0, 1]).seal(Array("旧地址".utf8), column: "address", nonce: Self.nonce)
        #expect(isRefused(before, try row(id + [0, 0, 0, 2]), column: "address"))
    }

    @Test func `that is equal in two rows looks different`() throws {
        let one = try row([1]).seal(Self.text, column: "name", nonce: Self.nonce)
        let two = try row([2]).seal(Self.text, column: "name", nonce: Self.nonce)
        #expect(one[22...] != two[22...])
    }

    @Test func `has a header that is read strictly, whatever the bytes`() throws {
        var random = SeededGenerator(seed: 77)
        for _ in 0..<20_000 {
            var bytes = random.bytes(Int.random(in: 0...120, using: &random))
            if bytes.count > 1, Bool.random(using: &random) { bytes[0] = 1 }
            if bytes.count > 1, Bool.random(using: &random) { bytes[1] = 1 }
            guard let cell = try? SealedColumn(bytes) else { continue }  // Most bytes are no cell.
            #expect(bytes.count >= 54 && (bytes.count - 54) % 16 == 0 && bytes[0] == 1 && bytes[1] == 1)
            #expect(cell.keyVersion > 0)
        }
        let sealed = try row().seal([], column: "name", nonce: Self.nonce)
        for (index, value) in [(0, 0), (0, 2), (1, 0), (1, 2), (1, 255)] as [(Int, UInt8)] {
            var changed = sealed
            changed[index] = value
            #expect(throws: CryptoRefusal.malformedCiphertext) { try SealedColumn(changed) }
        }
        let unversioned = sealed[..<2] + [0, 0, 0, 0] + sealed[6...]
        #expect(throws: CryptoRefusal.malformedCiphertext) { try SealedColumn(Array(unversioned)) }
    }

    @Test func `needs a branch key of 32 bytes and a version`() {
        for count in [0, 16, 31, 33] {
            #expect(throws: CryptoRefusal.malformedKey) { try branch(secret: [UInt8](repeating: 1, count: count)) }
        }
        #expect(throws: CryptoRefusal.malformedKey) { try branch(0) }
    }

    @Test func `is sealed and opened by many tasks with one row key`() async throws {
        let key = try row()
        let wrong = await withTaskGroup(of: Int.self) { group in
            for index in 0..<16 {
                group.addTask { @concurrent in
                    (0..<200).count { round in
                        let text = [UInt8](repeating: UInt8(index), count: round)
                        let sealed = key.seal(text, column: "name", nonce: Self.nonce)
                        return (try? key.open(sealed, column: "name")) != text  // An error is a wrong answer.
                    }
                }
            }
            return await group.reduce(0, +)
        }
        #expect(wrong == 0)
    }
}
