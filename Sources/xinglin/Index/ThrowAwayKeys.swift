import HealthCardDomain
import HealthCardServices
import SMCrypto

/// Keys that live as long as one evaluation and are kept nowhere: nobody opens its database afterwards.
final class ThrowAwayKeys: ColumnKeys {
    private let branch: BranchKey
    private let index: BlindIndexKey

    init() throws {
        branch = try BranchKey(secret: SecretBytes(RandomSource.bytes(BranchKey.secretLength)), version: 1)
        index = try BlindIndexKey(secret: SecretBytes(RandomSource.bytes(32)))
    }

    func sealing(_ purpose: KeyPurpose) throws(KeyRefusal) -> BranchKey { branch }

    func opening(_ purpose: KeyPurpose, version: UInt32) throws(KeyRefusal) -> BranchKey {
        guard version == branch.version else { throw .notFound }
        return branch
    }

    func blindIndex() throws(KeyRefusal) -> BlindIndexKey { index }

    func nonce() -> [UInt8] { Ambient.system.randomBytes(16) }
}
