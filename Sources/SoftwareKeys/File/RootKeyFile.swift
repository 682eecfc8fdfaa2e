import SMCrypto

/// The file of root keys as it lies on disk.
///
/// | bytes | meaning |
/// | --- | --- |
/// | 8 | `XLRTKEYS` |
/// | 2 | version of this form: 1 |
/// | 1 | how its key is made: 1 PBKDF2-HMAC-SM3 of a passphrase, 2 HKDF-SM3 of a machine secret |
/// | 16 | salt |
/// | 4 | iterations of PBKDF2; 0 for HKDF |
/// | 16 | check value of the key, which tells a wrong passphrase from a changed file |
/// | 16 | nonce |
/// | 4 | length of the sealed body |
/// | n | sealed body (``AuthenticatedCipher``, bound to everything before it) |
/// | 32 | SM3 of everything before it, which shows damage before any passphrase is tried |
///
/// Numbers are big-endian. Parsing checks form and damage and never traps; only the key says whether it is genuine.
package struct RootKeyFile: Sendable, Equatable {
    /// How the file's key is made.
    package enum Derivation: Sendable, Equatable {
        case passphrase(iterations: UInt32)
        case machineSecret
    }

    static let magic = Array("XLRTKEYS".utf8)
    static let version: UInt16 = 1
    static let saltLength = 16
    static let checkLength = 16
    /// The longest file that is read.
    static let maximumLength = 1 << 20
    /// Iterations of a file that is made now: well under a second on one slow core.
    package static let standardIterations: UInt32 = 400_000
    /// What a file may ask for: not fewer than protect, not more than a start can wait for.
    package static let iterations: ClosedRange<UInt32> = 200_000...10_000_000

    package let derivation: Derivation
    package let salt: [UInt8]
    package let check: [UInt8]
    package let nonce: [UInt8]
    package let body: [UInt8]

    init(derivation: Derivation, salt: [UInt8], check: [UInt8], nonce: [UInt8], body: [UInt8]) {
        self.derivation = derivation
        self.salt = salt
        self.check = check
        self.nonce = nonce
        self.body = body
    }

    /// Reads a file.
    ///
    /// - Throws: `.notAKeyFile`, `.newerVersion`, `.truncated` or `.changed`.
    package init(parsing bytes: [UInt8]) throws(RootKeyFileError) {
        var reader = ByteReader(bytes)
        guard let magic = reader.take(Self.magic.count) else {
            throw Self.magic.starts(with: bytes) && !bytes.isEmpty ? .truncated : .notAKeyFile
        }
        guard magic == Self.magic else { throw .notAKeyFile }
        guard let version = reader.number(UInt16.self) else { throw .truncated }
        guard version <= Self.version else { throw .newerVersion }
        guard bytes.count <= Self.maximumLength else { throw .changed }
        guard let kind = reader.number(UInt8.self), let salt = reader.take(Self.saltLength),
            let iterations = reader.number(UInt32.self), let check = reader.take(Self.checkLength),
            let nonce = reader.take(AuthenticatedCipher.nonceLength), let length = reader.number(UInt32.self),
            let body = reader.take(Int(length)), reader.count >= SM3.digestLength
        else { throw .truncated }
        let covered = Array(bytes.dropLast(SM3.digestLength))
        guard version > 0, reader.count == SM3.digestLength,
            ConstantTime.areEqual(SM3.hash(covered), Array(bytes.suffix(SM3.digestLength))),
            let derivation = Self.derivation(kind, iterations)
        else { throw .changed }
        self.init(derivation: derivation, salt: salt, check: check, nonce: nonce, body: body)
    }

    /// The file.
    package var bytes: [UInt8] {
        let covered = header + ByteWriter.bigEndian(UInt32(body.count)) + body
        return covered + SM3.hash(covered)
    }

    /// What the body is bound to: everything up to the nonce, which is bound by itself.
    var associated: AssociatedData { AssociatedData([Array(header.dropLast(nonce.count))]) }

    private var header: [UInt8] {
        let (kind, iterations): (UInt8, UInt32) =
            switch derivation {
            case .passphrase(let iterations): (1, iterations)
            case .machineSecret: (2, 0)
            }
        let start = Self.magic + ByteWriter.bigEndian(Self.version) + [kind]
        return start + salt + ByteWriter.bigEndian(iterations) + check + nonce
    }

    private static func derivation(_ kind: UInt8, _ iterations: UInt32) -> Derivation? {
        switch kind {
        case 1 where Self.iterations.contains(iterations): .passphrase(iterations: iterations)
        case 2 where iterations == 0: .machineSecret
        default: nil
        }
    }
}
