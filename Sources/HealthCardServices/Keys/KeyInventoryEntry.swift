package import Foundation
package import HealthCardDomain

/// One line of the key inventory, made from the keys themselves (`D04`, `D12`).
package struct KeyInventoryEntry: Sendable, Equatable {
    /// `root signing`, `root sealing`, or the purpose of a master key.
    package let name: String
    package let algorithm: String
    package let region: RegionCode
    package let version: UInt32
    package let state: String
    /// Where it lies and is used.
    package let place: String
    package let protectsChinese: String
    package let protectsEnglish: String
    package let generatedAt: Date
    /// `nil` for root keys, whose end is their rotation.
    package let validUntil: Date?
    /// How many stored values are sealed under it; `nil` where that is not what it does.
    package let sealedValues: Int?

    init(_ stored: StoredRoot) {
        name = "root \(stored.root.purpose.rawValue)"
        algorithm = stored.root.purpose == .signing ? "SM2 + SM3" : "SM4 + HMAC-SM3 / SM2"
        region = stored.region
        version = stored.root.version
        state = stored.state.rawValue
        place = stored.place
        (protectsChinese, protectsEnglish) =
            stored.root.purpose == .signing
            ? ("授权书、清单、检查点的签名", "signatures of grants, lists, checkpoints") : ("全部主密钥", "every master key")
        generatedAt = stored.createdAt
        validUntil = nil
        sealedValues = nil
    }

    init(key: MasterKey, sealedValues: Int?, place: KeyPlace) {
        name = key.purpose.rawValue
        algorithm = key.purpose.algorithm
        region = key.region
        version = key.version
        state = key.state.rawValue
        self.place = key.state == .destroyed ? "—" : "database (wrapped by \(place.name)), memory"
        (protectsChinese, protectsEnglish) = key.purpose.protects
        generatedAt = key.generatedAt
        validUntil = key.validUntil
        self.sealedValues = sealedValues
    }
}
