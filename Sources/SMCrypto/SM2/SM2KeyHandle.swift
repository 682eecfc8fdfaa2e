import CLibCrypto

/// Makes libcrypto's key objects, and runs the four operations on them. Everything here is DER, as libcrypto wants it.
enum SM2KeyHandle {
    private static let signatureCapacity = 128

    /// `EVP_PKEY_PUBLIC_KEY`, a macro too nested for the importer.
    private static let publicSelection =
        OSSL_KEYMGMT_SELECT_DOMAIN_PARAMETERS | OSSL_KEYMGMT_SELECT_OTHER_PARAMETERS | OSSL_KEYMGMT_SELECT_PUBLIC_KEY

    /// Builds a key object from a point and, for a private key, its number; both were checked before.
    static func make(point: [UInt8], scalar: [UInt8]?) throws(CryptoFault) -> LibraryHandle {
        let context = unsafe try LibCrypto.object(
            EVP_PKEY_CTX_new_from_name(nil, "SM2", nil),
            "EVP_PKEY_CTX_new_from_name"
        )
        defer { unsafe EVP_PKEY_CTX_free(context) }
        try LibCrypto.check(unsafe EVP_PKEY_fromdata_init(context), "EVP_PKEY_fromdata_init")
        let parameters = ParameterList()
        parameters.add("group", text: "SM2")
        parameters.add("pub", bytes: point)
        if let scalar { parameters.add("priv", number: scalar) }
        let selection = publicSelection | (scalar == nil ? 0 : OSSL_KEYMGMT_SELECT_PRIVATE_KEY)
        var key: OpaquePointer?
        let status = unsafe parameters.withPointer { unsafe EVP_PKEY_fromdata(context, &key, selection, $0) }
        try LibCrypto.check(status, "EVP_PKEY_fromdata")
        return unsafe LibraryHandle(owning: try LibCrypto.object(key, "EVP_PKEY_fromdata")) { unsafe EVP_PKEY_free($0) }
    }

    /// Reads the private number back, as 32 big-endian bytes.
    static func scalar(of key: LibraryHandle) throws(CryptoFault) -> [UInt8] {
        var number: OpaquePointer?
        try LibCrypto.check(unsafe EVP_PKEY_get_bn_param(key.pointer, "priv", &number), "EVP_PKEY_get_bn_param")
        defer { unsafe BN_clear_free(number) }
        var bytes = [UInt8](repeating: 0, count: SM2Curve.width)
        let written = unsafe BN_bn2binpad(number, &bytes, Int32(SM2Curve.width))
        guard written == SM2Curve.width else { throw LibCrypto.fault("BN_bn2binpad") }
        return bytes
    }

    /// Signs a 32-byte digest; the nonce comes from libcrypto's private generator.
    static func sign(_ digest: [UInt8], with key: LibraryHandle) throws(CryptoFault) -> [UInt8] {
        let context = unsafe try operation(on: key)
        defer { unsafe EVP_PKEY_CTX_free(context) }
        try LibCrypto.check(unsafe EVP_PKEY_sign_init(context), "EVP_PKEY_sign_init")
        var signature = [UInt8](repeating: 0, count: signatureCapacity)
        var length = signature.count
        let status = unsafe EVP_PKEY_sign(context, &signature, &length, digest, digest.count)
        try LibCrypto.check(status, "EVP_PKEY_sign")
        return Array(signature.prefix(length))
    }

    /// Whether the signature fits the digest.
    static func verify(_ signature: [UInt8], of digest: [UInt8], with key: LibraryHandle) throws(CryptoFault) -> Bool {
        let context = unsafe try operation(on: key)
        defer { unsafe EVP_PKEY_CTX_free(context) }
        try LibCrypto.check(unsafe EVP_PKEY_verify_init(context), "EVP_PKEY_verify_init")
        defer { ERR_clear_error() }
        return unsafe EVP_PKEY_verify(context, signature, signature.count, digest, digest.count) == 1
    }

    /// Encrypts at least one byte.
    static func encrypt(_ plaintext: [UInt8], with key: LibraryHandle) throws(CryptoFault) -> [UInt8] {
        let context = unsafe try operation(on: key)
        defer { unsafe EVP_PKEY_CTX_free(context) }
        try LibCrypto.check(unsafe EVP_PKEY_encrypt_init(context), "EVP_PKEY_encrypt_init")
        var length = 0
        let sized = unsafe EVP_PKEY_encrypt(context, nil, &length, plaintext, plaintext.count)
        try LibCrypto.check(sized, "EVP_PKEY_encrypt")
        var ciphertext = [UInt8](repeating: 0, count: length)
        let status = unsafe EVP_PKEY_encrypt(context, &ciphertext, &length, plaintext, plaintext.count)
        try LibCrypto.check(status, "EVP_PKEY_encrypt")
        return Array(ciphertext.prefix(length))
    }

    /// Decrypts strict DER. libcrypto compares C3 in constant time before it gives the plaintext out.
    ///
    /// - Throws: `CryptoRefusal.notAuthentic` if C3 does not match.
    static func decrypt(_ ciphertext: [UInt8], with key: LibraryHandle) throws -> [UInt8] {
        let context = unsafe try operation(on: key)
        defer { unsafe EVP_PKEY_CTX_free(context) }
        try LibCrypto.check(unsafe EVP_PKEY_decrypt_init(context), "EVP_PKEY_decrypt_init")
        var plaintext = [UInt8](repeating: 0, count: ciphertext.count)
        var length = plaintext.count
        ERR_clear_error()
        let status = unsafe EVP_PKEY_decrypt(context, &plaintext, &length, ciphertext, ciphertext.count)
        guard status == 1 else {
            defer { ERR_clear_error() }
            guard LibCrypto.lastErrorIsSM2Refusal() else { throw LibCrypto.fault("EVP_PKEY_decrypt") }
            throw CryptoRefusal.notAuthentic
        }
        return Array(plaintext.prefix(length))
    }

    private static func operation(on key: LibraryHandle) throws(CryptoFault) -> OpaquePointer {
        unsafe try LibCrypto.object(
            EVP_PKEY_CTX_new_from_pkey(nil, key.pointer, nil),
            "EVP_PKEY_CTX_new_from_pkey"
        )
    }
}
