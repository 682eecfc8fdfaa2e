import HealthCardDomain
import SMCrypto

/// A root key ready for use, as the file's record makes it.
struct HeldKey: Sendable {
    enum Use: Sendable {
        case signing(SM2PrivateKey)
        case sealing(SealingRootKey)
    }

    let version: UInt32
    let use: Use

    var purpose: RootKeyPurpose {
        switch use {
        case .signing: .signing
        case .sealing: .sealing
        }
    }

    /// - Throws: `CryptoRefusal.malformedKey` for a number that is no SM2 key, `CryptoFault` if libcrypto fails.
    init(_ material: RootKeyRecord.Material, purpose: RootKeyPurpose, version: UInt32) throws {
        self.version = version
        switch purpose {
        case .signing:
            var number = material.secret.exposed
            defer { SecretBytes.wipe(&number) }
            use = .signing(try SM2PrivateKey(rawRepresentation: number))
        case .sealing:
            use = .sealing(try SealingRootKey(secret: material.secret, id: material.id, version: version))
        }
    }

    /// The keys of a table by their identifiers.
    static func all(of table: RootKeyTable) throws(RootKeyFileError) -> [[UInt8]: HeldKey] {
        var keys: [[UInt8]: HeldKey] = [:]
        for record in table.records {
            guard let material = record.material else { continue }
            do {
                keys[material.id] = try HeldKey(material, purpose: record.purpose, version: record.version)
            } catch is CryptoRefusal {
                throw .changed
            } catch {
                throw .failed
            }
        }
        return keys
    }
}
