import SMCrypto
import Synchronization

/// The password that gives a session the right to use the device's private keys.
///
/// A device locks after a few wrong ones. So the first refusal is the last attempt of this process: from then on keys
/// are not usable, without asking the device again.
final class SDFAccess: Sendable {
    /// The standard's lower limit, and an upper one of ours.
    static let lengths = 8...255

    private let password: SecretBytes
    private let refused = Atomic(false)

    init(_ password: SecretBytes) throws(SDFLoadError) {
        guard Self.lengths.contains(password.count) else { throw .passwordLength }
        self.password = password
    }

    /// Whether the device refused the password.
    var isRefused: Bool { refused.load(ordering: .relaxed) }

    func markRefused() { refused.store(true, ordering: .relaxed) }

    /// Lends a copy of the password that is overwritten afterwards.
    func withPassword(_ body: (inout [UInt8]) -> Int32) -> Int32 {
        var copy = password.exposed
        defer { Wipe.overwrite(&copy) }
        return body(&copy)
    }
}
