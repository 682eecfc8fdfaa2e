import SMCrypto

/// Sealed cells: the header's parser, and opening under a key, where only what `seal` wrote may open.
enum SealedColumnFuzz: FuzzTarget {
    private static let column = "name"
    private static let nonce = [UInt8](repeating: 3, count: 16)

    static func seeds() -> [[UInt8]] {
        [0, 1, 15, 16, 64].map { count in
            FuzzKey.row.seal([UInt8](repeating: 5, count: count), column: column, nonce: nonce)
        }
    }

    static func feed(_ bytes: [UInt8]) {
        // A refusal, here and below, is as good an end as any.
        if let cell = try? SealedColumn(bytes) {
            precondition(cell.bytes == bytes && cell.keyVersion > 0, "the cell changed")
        }
        if let text = opened(bytes) {
            let nonce = Array(bytes[6..<22])
            precondition(FuzzKey.row.seal(text, column: column, nonce: nonce) == bytes, "an unsealed cell opened")
        }
        let sealed = FuzzKey.row.seal(bytes, column: column, nonce: nonce)
        precondition(opened(sealed) == bytes, "a sealed text does not come back")
        precondition(sealed.count == SealedColumn.length(forText: bytes.count), "a cell has another length")
    }

    private static func opened(_ bytes: [UInt8]) -> [UInt8]? {
        do {
            return try FuzzKey.row.open(bytes, column: column)
        } catch CryptoRefusal.malformedCiphertext, CryptoRefusal.notAuthentic {
            return nil
        } catch {
            preconditionFailure("opening ends in something else than a refusal: \(error)")
        }
    }
}
