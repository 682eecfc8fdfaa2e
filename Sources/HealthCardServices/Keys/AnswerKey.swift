package import HealthCardDomain
package import SMCrypto

/// An SM2 pair of the platform that signs answers, and the name under which callers keep its public half.
package struct AnswerKey: Sendable {
    /// Draws above the curve's order come once in 2³² keys; as many in a row come never.
    private static let drawLimit = 8

    /// The `keyid` of its signatures: `answer-`, the region, `-`, the version, such as `answer-519900-1`.
    package let id: String
    package let key: SM2PrivateKey

    /// Derives the pair from a master key by HKDF-SM3, the same at every node.
    ///
    /// - Parameter secret: at least 1 byte; master keys have 32.
    /// - Throws: `CryptoRefusal.badLength`, `CryptoFault`.
    package init(of master: MasterKey, secret: SecretBytes) throws {
        id = "answer-\(master.region.text)-\(master.version)"
        key = try Self.pair(secret)
    }

    private static func pair(_ secret: SecretBytes) throws -> SM2PrivateKey {
        for draw in 1...drawLimit {
            let info = Array("xinglin.answer.1/sm2/\(draw)".utf8)
            let scalar = try HKDFSM3.derive(secret: secret, salt: [], info: info, length: 32)
            do {
                return try SM2PrivateKey(rawRepresentation: scalar.exposed)
            } catch CryptoRefusal.malformedKey {
                continue
            }
        }
        preconditionFailure("eight draws in a row above the curve's order: HKDF-SM3 is broken")
    }
}
