package import HealthCardDomain

/// The name of a root key in a key service, as it lies in the database. It holds no key in clear.
package struct RootKey: Sendable, Equatable {
    package let purpose: RootKeyPurpose
    package let version: UInt32
    /// What the service wrote to find the key again, opaque to everybody else: an index in a device, a key wrapped by
    /// a device's own, an identifier in a key file.
    package let locator: [UInt8]

    package init(purpose: RootKeyPurpose, version: UInt32, locator: [UInt8]) {
        self.purpose = purpose
        self.version = version
        self.locator = locator
    }
}
