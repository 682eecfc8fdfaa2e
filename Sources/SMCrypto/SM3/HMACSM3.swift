import CLibCrypto

/// HMAC with SM3 under one key (RFC 2104, GB/T 15852.2). One value may serve any number of threads at once.
package struct HMACSM3: Sendable, RedactedSecret {
    /// Bytes of an authentication code.
    package static let length = SM3.digestLength

    /// States that have taken the key in. Each call works on a copy of them, so they never change.
    private let states: HMACStates

    /// Takes a key of any length in; it should have 16 to 64 random bytes. The array is not overwritten.
    package init(key: [UInt8]) {
        let block = key.count > HMACStates.blockLength ? SM3.hash(key) : key
        states = unsafe block.withUnsafeBytes { unsafe HMACStates(key: $0) }
    }

    /// Takes a key of 1–64 bytes in.
    ///
    /// - Throws: `CryptoRefusal.badLength` for another length.
    package init(secret: SecretBytes) throws(CryptoRefusal) {
        guard (1...HMACStates.blockLength).contains(secret.count) else { throw .badLength }
        states = unsafe secret.withUnsafeBytes { unsafe HMACStates(key: $0) }
    }

    init(states: HMACStates) { self.states = states }

    /// Computes the 32-byte authentication code of a message.
    package func authenticate(_ bytes: [UInt8]) -> [UInt8] {
        let workspace = unsafe HMACStates.makeWorkspace()
        defer { unsafe EVP_MD_CTX_free(workspace) }
        return unsafe [UInt8](unsafeUninitializedCapacity: Self.length) { mac, count in
            guard let start = mac.baseAddress else { preconditionFailure("an array of 32 bytes has an address") }
            unsafe states.compute(into: start, using: workspace) { workspace in
                unsafe bytes.withUnsafeBytes { unsafe HMACStates.feed(workspace, $0) }
            }
            count = Self.length
        }
    }

    /// The first 64 bits of the authentication codes of many messages, big-endian.
    func numbers(of messages: [[UInt8]]) -> [Int64] {
        let workspace = unsafe HMACStates.makeWorkspace()
        defer { unsafe EVP_MD_CTX_free(workspace) }
        return unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.length) { mac in
            guard let start = mac.baseAddress else { preconditionFailure("32 bytes have an address") }
            return messages.map { bytes in
                unsafe states.compute(into: start, using: workspace) { workspace in
                    unsafe bytes.withUnsafeBytes { unsafe HMACStates.feed(workspace, $0) }
                }
                return unsafe mac[..<8].reduce(0) { $0 << 8 | Int64($1) }
            }
        }
    }

    /// Checks a code in constant time. A shortened code is never valid.
    package func isValid(_ mac: [UInt8], for bytes: [UInt8]) -> Bool {
        ConstantTime.areEqual(mac, authenticate(bytes))
    }
}
