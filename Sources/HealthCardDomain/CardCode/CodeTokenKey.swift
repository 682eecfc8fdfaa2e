package import Foundation
import SMCrypto

/// The platform's key for the tokens of dynamic codes, and the layout of a token.
///
/// A token is one SM4 block, encrypted under a key of the platform, over 16 bytes, big-endian:
///
/// | bytes | content |
/// | --- | --- |
/// | 0–3 | layout version (4 bits, now 1) and time step (28 bits) |
/// | 4–7 | nonce |
/// | 8–13 | first 6 bytes of HMAC-SM3(card id ‖ bytes 0–7) |
/// | 14–15 | next 2 bytes of that MAC, exclusive-or the first 2 of SM3(app record number) |
///
/// So a token is bound to the card, the app, the step and the nonce; to the eye it is 128 random bits. A guess must
/// hit a live step (4 bytes) and the tags (8 bytes) at once; one taken from another card must hit 6 bytes. Both can
/// only be tried online, under the caller's signature. Why so: `docs/decisions/0002-token-layout.md`. The layout is
/// ours; what is published fixes only the 32 hexadecimal digits.
package struct CodeTokenKey: Sendable {
    private static let layoutVersion: UInt32 = 1
    private static let stepMask: UInt32 = 0x0FFF_FFFF
    private static let cardTag = 8..<14
    private static let appTag = 14..<16

    private let cipher: SM4BlockCipher
    private let mac: HMACSM3

    /// Derives the two working keys from a master key by HKDF-SM3.
    ///
    /// - Parameter master: 32 random bytes.
    package init(master: [UInt8]) throws {
        let cipherKey = try HKDFSM3.derive(key: master, salt: [], info: Array("card-code/1/block".utf8), length: 16)
        let macKey = try HKDFSM3.derive(key: master, salt: [], info: Array("card-code/1/tag".utf8), length: 32)
        cipher = try SM4BlockCipher(key: SM4Key(cipherKey))
        mac = HMACSM3(key: macKey)
    }

    /// Makes the token of one code.
    ///
    /// - Parameter nonce: 4 random bytes, so that two codes of one card in one step differ.
    package func token(
        card: CardID,
        recordNumber: AppRecordNumber,
        step: TimeStep,
        nonce: [UInt8]
    ) throws -> [UInt8] {
        precondition(nonce.count == 4, "a token's nonce has 4 bytes")
        let head = (Self.layoutVersion << 28) | (step.number & Self.stepMask)
        var block = withBigEndianBytes(head) + nonce
        block += tags(card: card, recordNumber: recordNumber, head: block)
        return try cipher.encrypt(block)
    }

    /// Checks a dynamic code against the clock: the step of `instant` and the one before it are accepted.
    ///
    /// - Returns: the step the code belongs to.
    /// - Throws: `CodeRefusal`: `.notGenuine`, `.unknownVersion`, `.wrongApp`, `.expired`, `.notYetValid`.
    package func verify(_ code: CardCode, at instant: Date) throws -> TimeStep {
        precondition(code.type == .dynamic, "only dynamic codes have a token")
        guard let recordNumber = code.recordNumber else { throw CodeRefusal.wrongApp }
        let block = try cipher.decrypt(code.token)
        let expected = tags(card: code.cardID, recordNumber: recordNumber, head: Array(block[0..<8]))
        guard ConstantTime.areEqual(Array(block[Self.cardTag]), Array(expected[0..<6])) else {
            throw CodeRefusal.notGenuine
        }
        let head = block[0..<4].reduce(UInt32(0)) { ($0 << 8) | UInt32($1) }
        guard head >> 28 == Self.layoutVersion else { throw CodeRefusal.unknownVersion }
        guard ConstantTime.areEqual(Array(block[Self.appTag]), Array(expected[6..<8])) else {
            throw CodeRefusal.wrongApp
        }
        let step = TimeStep(number: head & Self.stepMask)
        let now = TimeStep(at: instant)
        guard step <= now else { throw CodeRefusal.notYetValid }
        guard now.number - step.number <= 1 else { throw CodeRefusal.expired }
        return step
    }

    private func tags(card: CardID, recordNumber: AppRecordNumber, head: [UInt8]) -> [UInt8] {
        let tag = mac.authenticate(Array(card.text.utf8) + head)
        let app = SM3.hash(Array(recordNumber.text.utf8))
        return Array(tag[0..<6]) + [tag[6] ^ app[0], tag[7] ^ app[1]]
    }

    private func withBigEndianBytes(_ value: UInt32) -> [UInt8] {
        [
            UInt8(truncatingIfNeeded: value >> 24), UInt8(truncatingIfNeeded: value >> 16),
            UInt8(truncatingIfNeeded: value >> 8), UInt8(truncatingIfNeeded: value),
        ]
    }
}
