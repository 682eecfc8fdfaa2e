import SMCrypto

/// A short name of a sealing key: the first 16 bytes of the hash of its locator.
struct SDFKeyID: Hashable, Sendable {
    static let length = 16

    let bytes: [UInt8]

    init(of locator: [UInt8]) {
        bytes = Array(SM3.hash(locator).prefix(Self.length))
    }
}
