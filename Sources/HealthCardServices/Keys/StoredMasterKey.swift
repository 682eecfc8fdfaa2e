package import HealthCardDomain

/// A master key as it lies in the database: its life, and the key itself, wrapped.
package struct StoredMasterKey: Sendable, Equatable {
    package var key: MasterKey
    /// The sealing root under which it is wrapped.
    package var rootVersion: UInt32
    /// Empty once the key is destroyed.
    package var wrapped: [UInt8]

    package init(key: MasterKey, rootVersion: UInt32, wrapped: [UInt8]) {
        self.key = key
        self.rootVersion = rootVersion
        self.wrapped = wrapped
    }

    /// What the wrapping is bound to, so that no key takes another's place.
    package static func context(of key: MasterKey) -> [UInt8] {
        Array("xinglin-master-key/1\n\(key.purpose.rawValue)\n\(key.region.text)\n\(key.version)\n".utf8)
    }
}
