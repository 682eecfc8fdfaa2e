package import SMCrypto

/// What an app proves itself with. An app holds up to two live credentials of each kind, so that it can rotate.
package enum AppCredential: Sendable, Equatable {
    /// A shared secret of 16 ASCII characters: the key of `hmac-sm3`, and the SM4 key of the dialects.
    case secret(Sensitive<String>)
    /// The public half of the app's SM2 key, for `sm2-sm3`.
    case publicKey(SM2PublicKey)
}
