import SMCrypto
import SeededRandom
import Testing

/// The construction of sealed columns and blind indexes against the same construction written in Python.
@Suite(.enabled(if: GmsslPeer.interpreter != nil, "needs XINGLIN_PYTHON"), .serialized)
struct `Sealing, exchanged with Python` {
    private let peer: GmsslPeer

    init() throws { peer = try GmsslPeer() }

    @Test func `columns go both ways, and neither side takes a changed one`() throws {
        var random = SeededGenerator(seed: 51)
        for length in [0, 1, 15, 16, 17, 40, 64, 100] {
            let secret = random.bytes(32)
            let row = random.bytes(length % 19)
            let version = UInt32.random(in: 1...UInt32.max, using: &random)
            let key = try BranchKey(secret: SecretBytes(secret), version: version).rowKey(table: "persons", row: row)
            let text = random.bytes(length)
            let nonce = length == 40 ? [UInt8](repeating: 0xFF, count: 16) : random.bytes(16)
            let fields = [
                "key": Hex.lower(secret), "version": "\(version)", "table": "persons", "row": Hex.lower(row),
                "column": "姓名", "nonce": Hex.lower(nonce),
            ]
            let ours = key.seal(text, column: "姓名", nonce: nonce)
            let theirs = try peer.ask("column-seal", fields.merging(["msg": Hex.lower(text)]) { $1 })
            #expect(theirs == Hex.lower(ours))
            #expect(try peer.ask("column-open", fields.merging(["msg": Hex.lower(ours)]) { $1 }) == Hex.lower(text))
            #expect(try key.open(#require(Hex.decode(theirs)), column: "姓名") == text)

            let changed = random.flippingOneBit(of: ours)
            #expect(throws: CryptoRefusal.self) { try key.open(changed, column: "姓名") }
            #expect(throws: GmsslPeer.Refusal.self) {
                try peer.ask("column-open", fields.merging(["msg": Hex.lower(changed)]) { $1 })
            }
        }
    }

    @Test func `blind indexes are the same`() throws {
        var random = SeededGenerator(seed: 52)
        for text in ["", "11010519491231002X", "13800000000", "张三"] {
            let secret = random.bytes(32)
            let ours = try BlindIndexKey(secret: SecretBytes(secret)).index(of: text, column: "persons.phone")
            let fields = ["key": Hex.lower(secret), "column": "persons.phone", "text": text]
            #expect(try peer.ask("index", fields) == Hex.lower(ours))
        }
    }
}
