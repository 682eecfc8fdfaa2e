import Glibc

/// The only source of randomness that the product draws from itself: the kernel's generator, through `arc4random_buf`,
/// which ends the process where there is none. libcrypto's own costs ten times as much for the few bytes of an
/// identifier, and is seeded from the same place.
package enum RandomSource {
    /// Draws bytes that are fit for keys.
    ///
    /// - Parameter count: 0 … 2³¹−1 bytes.
    /// - Throws: `CryptoRefusal.badLength` for another count.
    package static func bytes(_ count: Int) throws(CryptoRefusal) -> [UInt8] {
        guard Int32(exactly: count) != nil, count >= 0 else { throw .badLength }
        return unsafe [UInt8](unsafeUninitializedCapacity: count) { room, filled in
            if let start = room.baseAddress { unsafe arc4random_buf(start, count) }
            filled = count
        }
    }
}
