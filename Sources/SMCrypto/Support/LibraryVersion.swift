import CLibCrypto

/// Which libcrypto this process runs on. It is decided at load time, so it is asked at start, not at build.
package enum LibraryVersion {
    /// The library's own words, such as `OpenSSL 3.0.22 25 Aug 2026`.
    package static var text: String {
        unsafe String(cString: OpenSSL_version(OPENSSL_VERSION))
    }

    /// Whether the library is 3.0.22 or later. Earlier ones leak SM2 signing keys through the time a signature takes
    /// (CVE-2026-54872, CVE-2026-77696). A distribution that carries the repair back under an older number reads as
    /// false here.
    package static var isRecommended: Bool {
        isRecommended(
            major: OPENSSL_version_major(),
            minor: OPENSSL_version_minor(),
            patch: OPENSSL_version_patch()
        )
    }

    /// The rule behind ``isRecommended``, for any version.
    package static func isRecommended(major: UInt32, minor: UInt32, patch: UInt32) -> Bool {
        (major, minor, patch) >= (3, 0, 22)
    }
}
