import CLibCrypto

/// The SM3 hash (GB/T 32905-2016).
package enum SM3 {
    /// Bytes of a digest.
    package static let digestLength = 32

    /// Fetched once: fetching at each call would cost as much as half a short hash.
    static let algorithm = unsafe LibraryHandle.algorithm("SM3", EVP_MD_fetch(nil, "SM3", nil)) {
        unsafe EVP_MD_free($0)
    }

    /// Hashes a message of any length.
    package static func hash(_ bytes: [UInt8]) -> [UInt8] {
        // An array made from a buffer costs a third less than one made to a size, whose type Swift 6.3 looks up anew.
        unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: digestLength) { digest in
            var length: UInt32 = 0
            let status = unsafe EVP_Digest(bytes, bytes.count, digest.baseAddress, &length, algorithm.pointer, nil)
            precondition(status == 1 && length == digestLength, "libcrypto could not compute an SM3 digest")
            return unsafe Array(UnsafeBufferPointer(rebasing: digest[..<digestLength]))
        }
    }
}
