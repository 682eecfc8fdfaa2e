import CLibCrypto

/// libcrypto's life in this process.
package enum CryptoLibrary {
    /// Has libcrypto stay as it is until the process is gone. By itself it frees everything when `exit` is called, while
    /// other threads still let keys go: they would write to freed memory (OpenSSL 3.0, `OPENSSL_init_crypto`,
    /// `OPENSSL_INIT_NO_ATEXIT`). The first call of libcrypto in a process decides, so this has to be it.
    ///
    /// - Returns: whether it started.
    package static func keepUntilProcessEnds() -> Bool {
        OPENSSL_init_crypto(UInt64(OPENSSL_INIT_NO_ATEXIT), nil) == 1
    }
}
