/// A call of libcrypto failed although its input was in order: no memory, a broken installation, a disabled algorithm.
///
/// It names the call and libcrypto's own constant text, and holds no bytes of any key or message.
package struct CryptoFault: Error, Sendable, Equatable {
    /// The function of libcrypto that failed, such as `EVP_PKEY_sign`.
    package let operation: String

    /// The constant reason text of libcrypto, or an empty string when it gave none.
    package let reason: String

    init(operation: String, reason: String) {
        self.operation = operation
        self.reason = reason
    }
}

extension CryptoFault: CustomStringConvertible {
    /// One line for a log: the call, and the reason if there is one.
    package var description: String {
        reason.isEmpty ? "libcrypto: \(operation) failed" : "libcrypto: \(operation) failed: \(reason)"
    }
}
