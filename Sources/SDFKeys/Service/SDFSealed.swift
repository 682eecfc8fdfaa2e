import SMCrypto

/// What `seal` gives out: version 1, algorithm 1 (SM4-CBC, SM2 signature), key version (4), key id (16), iv (16),
/// ciphertext (whole blocks), r‖s (64).
package struct SDFSealed: Sendable, Equatable {
    private static let head: [UInt8] = [1, 1]
    private static let label = Array("xinglin sdf seal 1".utf8)
    private static let fixedLength = 2 + 4 + SDFKeyID.length + SDFSession.ivLength + 64

    /// Room for 65,536 bytes with digest and padding.
    private static let maximumCiphertext = 65_536 + 3 * 16

    let keyVersion: UInt32
    let keyID: [UInt8]
    let iv: [UInt8]
    let ciphertext: [UInt8]
    let signature: SM2Signature

    init(keyVersion: UInt32, keyID: [UInt8], iv: [UInt8], ciphertext: [UInt8], signature: SM2Signature) {
        self.keyVersion = keyVersion
        self.keyID = keyID
        self.iv = iv
        self.ciphertext = ciphertext
        self.signature = signature
    }

    /// Reads sealed bytes strictly; `nil` for anything else. Whether they are genuine is for the signature to say.
    package init?(parsing bytes: [UInt8]) {
        var cursor = ByteCursor(bytes)
        let textLength = bytes.count - Self.fixedLength
        guard (1...Self.maximumCiphertext).contains(textLength), textLength.isMultiple(of: 16),
            cursor.bytes(2) == Self.head, let version = cursor.number(), let id = cursor.bytes(SDFKeyID.length),
            let iv = cursor.bytes(SDFSession.ivLength), let text = cursor.bytes(textLength), let raw = cursor.bytes(64)
        else { return nil }
        do {
            let signature = try SM2Signature(raw: raw)
            self.init(keyVersion: version, keyID: id, iv: iv, ciphertext: text, signature: signature)
        } catch {
            // r or s out of range: nothing this adapter wrote.
            return nil
        }
    }

    var bytes: [UInt8] {
        Self.header(keyVersion, keyID) + iv + ciphertext + signature.raw
    }

    /// What the device signs: every part behind its length, the context among them.
    static func statement(
        keyVersion: UInt32,
        keyID: [UInt8],
        context: [UInt8],
        iv: [UInt8],
        ciphertext: [UInt8]
    ) -> [UInt8] {
        label.framed + header(keyVersion, keyID).framed + context.framed + iv.framed + ciphertext.framed
    }

    func statement(context: [UInt8]) -> [UInt8] {
        Self.statement(keyVersion: keyVersion, keyID: keyID, context: context, iv: iv, ciphertext: ciphertext)
    }

    private static func header(_ keyVersion: UInt32, _ keyID: [UInt8]) -> [UInt8] {
        head + keyVersion.bigEndianBytes + keyID
    }
}
