import SMCrypto

/// How a signing root key is found again: the index of the internal pair, and its public half, which tells whether the
/// pair is still the same. Form: version 1, kind 1, index (4), `04‖x‖y`.
package struct SDFSigningLocator: Sendable, Equatable {
    private static let head: [UInt8] = [1, 1]

    let index: UInt32
    let publicKey: SM2PublicKey

    init(index: UInt32, publicKey: SM2PublicKey) {
        self.index = index
        self.publicKey = publicKey
    }

    /// Reads a locator strictly; `nil` for anything else.
    package init?(parsing bytes: [UInt8]) {
        var cursor = ByteCursor(bytes)
        guard cursor.bytes(2) == Self.head, let index = cursor.number(), let point = cursor.bytes(65), cursor.isAtEnd
        else { return nil }
        do {
            self.init(index: index, publicKey: try SM2PublicKey(uncompressed: point))
        } catch {
            // Not a point: no locator of ours.
            return nil
        }
    }

    var bytes: [UInt8] { Self.head + index.bigEndianBytes + publicKey.uncompressed }
}
