import CLibCrypto

/// HMAC with SM3 under one key (RFC 2104, GB/T 15852.2). One value may serve any number of threads at once.
package struct HMACSM3: Sendable, RedactedSecret {
    /// Bytes of an authentication code.
    package static let length = SM3.digestLength

    private static let algorithm = unsafe LibraryHandle.algorithm("HMAC", EVP_MAC_fetch(nil, "HMAC", nil)) {
        unsafe EVP_MAC_free($0)
    }

    /// A context that has taken the key in. Each call works on a copy of it, so this one never changes.
    private let template: LibraryHandle

    /// Takes a key of any length in; it should have 16 to 64 random bytes.
    package init(key: [UInt8]) {
        guard let context = unsafe EVP_MAC_CTX_new(Self.algorithm.pointer) else {
            preconditionFailure("libcrypto could not make an HMAC context")
        }
        template = unsafe LibraryHandle(owning: context) { unsafe EVP_MAC_CTX_free($0) }
        let parameters = ParameterList()
        parameters.add("digest", text: "SM3")
        let status = unsafe parameters.withPointer { unsafe EVP_MAC_init(context, key, key.count, $0) }
        precondition(status == 1, "libcrypto could not take in an HMAC key")
    }

    /// Computes the 32-byte authentication code of a message.
    package func authenticate(_ bytes: [UInt8]) -> [UInt8] {
        guard let context = unsafe EVP_MAC_CTX_dup(template.pointer) else {
            preconditionFailure("libcrypto could not copy an HMAC context")
        }
        defer { unsafe EVP_MAC_CTX_free(context) }
        precondition(unsafe EVP_MAC_update(context, bytes, bytes.count) == 1, "libcrypto could not feed an HMAC")
        return unsafe [UInt8](unsafeUninitializedCapacity: Self.length) { mac, count in
            let status = unsafe EVP_MAC_final(context, mac.baseAddress, &count, Self.length)
            precondition(status == 1 && count == Self.length, "libcrypto could not finish an HMAC")
        }
    }

    /// Checks a code in constant time. A shortened code is never valid.
    package func isValid(_ mac: [UInt8], for bytes: [UInt8]) -> Bool {
        ConstantTime.areEqual(mac, authenticate(bytes))
    }
}
