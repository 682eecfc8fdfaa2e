import SMCrypto

/// A sealing root key as the device wrapped it: the only copy there is. With it, where the device has HMAC, a second
/// key for that, as no key serves two algorithms.
///
/// Anybody can wrap a key of their own choice under the device's public encryption key, so the device's seal-signature
/// pair signs the locator together with the version, and no locator is used before that signature is verified.
///
/// Form: version 1, kind 2, count of keys (1 or 2), C1‖C3‖C2 of each (113), r‖s (64).
package struct SDFSealingLocator: Sendable, Equatable {
    private static let head: [UInt8] = [1, 2]
    private static let label = Array("xinglin sdf locator 1".utf8)

    let encryptionKey: SDFWrappedKey
    let macKey: SDFWrappedKey?
    let signature: SM2Signature

    init(encryptionKey: SDFWrappedKey, macKey: SDFWrappedKey?, signature: SM2Signature) {
        self.encryptionKey = encryptionKey
        self.macKey = macKey
        self.signature = signature
    }

    /// Reads a locator strictly; `nil` for anything else. Whether it is genuine is for the signature to say.
    package init?(parsing bytes: [UInt8]) {
        var cursor = ByteCursor(bytes)
        guard cursor.bytes(2) == Self.head, let count = cursor.byte(), (1...2).contains(count),
            let first = cursor.bytes(SDFWrappedKey.length),
            let second = cursor.bytes(count == 2 ? SDFWrappedKey.length : 0),
            let raw = cursor.bytes(64), cursor.isAtEnd
        else { return nil }
        do {
            encryptionKey = try SDFWrappedKey(first)
            macKey = try second.isEmpty ? nil : SDFWrappedKey(second)
            signature = try SM2Signature(raw: raw)
        } catch {
            // No point on the curve, or no signature: no locator of ours.
            return nil
        }
    }

    var bytes: [UInt8] { Self.body(encryptionKey, macKey) + signature.raw }

    /// What the device signs.
    static func statement(_ encryptionKey: SDFWrappedKey, _ macKey: SDFWrappedKey?, version: UInt32) -> [UInt8] {
        label.framed + version.bigEndianBytes + body(encryptionKey, macKey)
    }

    func statement(version: UInt32) -> [UInt8] {
        Self.statement(encryptionKey, macKey, version: version)
    }

    private static func body(_ encryptionKey: SDFWrappedKey, _ macKey: SDFWrappedKey?) -> [UInt8] {
        head + [macKey == nil ? 1 : 2] + encryptionKey.bytes + (macKey?.bytes ?? [])
    }
}
