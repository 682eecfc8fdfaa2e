// Symbols that a vendor's library exports because it was linked with an OpenSSL of its own.
//
// Nobody outside may ever be bound to them, and the library must be bound to them and not to the host's OpenSSL:
// RTLD_LOCAL sees to the first, RTLD_DEEPBIND to the second.

enum { OWN_OPENSSL_VERSION = 0x1010101F };

SDF_EXPORT unsigned long OpenSSL_version_num(void) { return OWN_OPENSSL_VERSION; }

SDF_EXPORT int EVP_DigestSign(
    EVP_MD_CTX *context, unsigned char *signature, size_t *length, const unsigned char *message, size_t messageLength) {
    (void)context, (void)signature, (void)length, (void)message, (void)messageLength;
    fputs("SoftSDF: the host was bound to a symbol of the vendor's library\n", stderr);
    abort();
}

/// Whether the library's own calls reach its own symbols: asked of the loader, not of the compiler.
static bool is_bound_to_itself(void) {
    unsigned long (*volatile version)(void) = OpenSSL_version_num;
    return version() == OWN_OPENSSL_VERSION;
}
