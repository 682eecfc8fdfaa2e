import SMCrypto

/// A short name of a sealing key: the first 16 bytes of the hash of its locator. Two numbers, as it is compared and
/// looked up in every call.
struct SDFKeyID: Hashable, Sendable {
    static let length = 16

    private let high: UInt64
    private let low: UInt64

    init(of locator: [UInt8]) {
        let hash = SM3.hash(locator)
        high = hash[..<8].reduce(0) { $0 << 8 | UInt64($1) }
        low = hash[8..<Self.length].reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// As it lies in sealed bytes.
    var bytes: [UInt8] {
        [high, low].flatMap { number in (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) } }
    }
}
