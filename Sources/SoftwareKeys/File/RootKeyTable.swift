import HealthCardDomain
import SMCrypto

/// The body of the file of root keys: a count (2 bytes), then for each key its purpose (1), version (4) and state (1:
/// 0 destroyed, 1 alive), and if it is alive its identifier (16) and secret (32).
struct RootKeyTable: Sendable {
    /// The most keys of a file, destroyed ones included.
    static let limit = 4096
    private static let recordLength = 6 + RootKeyRecord.idLength + RootKeyRecord.secretLength

    private(set) var records: [RootKeyRecord] = []

    init() {}

    /// Reads a body that was found genuine. It never traps.
    ///
    /// - Returns: `nil` for bytes that are no body, a version or identifier that is there twice, or trailing bytes.
    init?(parsing bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        guard let count = reader.number(UInt16.self), count <= Self.limit else { return nil }
        for _ in 0..<count {
            guard let record = Self.record(from: &reader), !uses(record.purpose, record.version),
                record.material.map({ find($0.id) == nil }) ?? true
            else { return nil }
            records.append(record)
        }
        guard reader.count == 0 else { return nil }
    }

    /// Runs `body` with the bytes of the table, which are overwritten afterwards.
    func withBytes<Value>(_ body: ([UInt8]) -> Value) -> Value {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(2 + records.count * Self.recordLength)
        bytes += ByteWriter.bigEndian(UInt16(records.count))
        for record in records {
            bytes += [Self.code(of: record.purpose)] + ByteWriter.bigEndian(record.version)
            guard let material = record.material else {
                bytes.append(0)
                continue
            }
            bytes.append(1)
            bytes += material.id
            material.secret.append(to: &bytes)
        }
        defer { SecretBytes.wipe(&bytes) }
        return body(bytes)
    }

    /// Whether a key of this purpose and version is, or ever was, in the file.
    func uses(_ purpose: RootKeyPurpose, _ version: UInt32) -> Bool {
        records.contains { $0.purpose == purpose && $0.version == version }
    }

    func find(_ id: [UInt8]) -> RootKeyRecord? { records.first { $0.material?.id == id } }

    mutating func add(_ record: RootKeyRecord) { records.append(record) }

    /// Takes a key's secret out and keeps its version.
    ///
    /// - Returns: whether the key is gone now, be it since long; `false` where there is no such key.
    mutating func destroy(_ id: [UInt8], of purpose: RootKeyPurpose, _ version: UInt32) -> Bool {
        guard let index = records.firstIndex(where: { $0.purpose == purpose && $0.version == version }) else {
            return false
        }
        guard let material = records[index].material else { return true }
        guard material.id == id else { return false }
        records[index] = RootKeyRecord(purpose: purpose, version: version, material: nil)
        return true
    }

    private static func record(from reader: inout ByteReader) -> RootKeyRecord? {
        guard let purpose = reader.number(UInt8.self).flatMap({ Self.purpose(of: $0) }),
            let version = reader.number(UInt32.self), version > 0, let state = reader.number(UInt8.self)
        else { return nil }
        switch state {
        case 0: return RootKeyRecord(purpose: purpose, version: version, material: nil)
        case 1:
            guard let id = reader.take(RootKeyRecord.idLength), var secret = reader.take(RootKeyRecord.secretLength)
            else { return nil }
            let material = RootKeyRecord.Material(id: id, secret: SecretBytes(wiping: &secret))
            return RootKeyRecord(purpose: purpose, version: version, material: material)
        default: return nil
        }
    }

    private static func code(of purpose: RootKeyPurpose) -> UInt8 {
        switch purpose {
        case .signing: 1
        case .sealing: 2
        }
    }

    private static func purpose(of code: UInt8) -> RootKeyPurpose? {
        RootKeyPurpose.allCases.first { Self.code(of: $0) == code }
    }
}
