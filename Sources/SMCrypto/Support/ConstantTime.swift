import CLibCrypto

/// Comparisons whose time says nothing about where two values differ.
package enum ConstantTime {
    /// Compares two values; only their lengths show in the time taken.
    package static func areEqual(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        guard a.count == b.count else { return false }
        return unsafe CRYPTO_memcmp(a, b, a.count) == 0
    }
}
