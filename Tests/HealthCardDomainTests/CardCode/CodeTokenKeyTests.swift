import Foundation
import HealthCardDomain
import SMCrypto
import SeededRandom
import Testing

struct CodeTokenKeyTests {
    private static let master = Array<UInt8>(0..<32)
    private static let now = Date(timeIntervalSince1970: 1_790_040_815)
    private static let nonce: [UInt8] = [1, 2, 3, 4]

    private let key: CodeTokenKey
    private let card = CardID(randomBytes: Array(repeating: 0xA1, count: 32))
    private let number = AppRecordNumber(trusted: "5199A0001")
    private let step = TimeStep(at: now)

    init() throws { key = try CodeTokenKey(master: Self.master) }

    private func code(card: CardID? = nil, step: TimeStep? = nil, nonce: [UInt8] = nonce) throws -> CardCode {
        let card = card ?? self.card
        let token = try key.token(card: card, recordNumber: number, step: step ?? self.step, nonce: nonce)
        return CardCode(dynamic: card, token: token, recordNumber: number)
    }

    private func refusal(of code: CardCode, at instant: Date = now) throws -> CodeRefusal? {
        do {
            _ = try key.verify(code, at: instant)
            return nil
        } catch let refusal as CodeRefusal {
            return refusal
        }
    }

    @Test func `a code verifies in its own step and the next, and in no other`() throws {
        let code = try code()
        let start = Double(step.number) * 30
        for (second, expected) in [
            (-31.0, CodeRefusal.notYetValid), (-0.001, .notYetValid), (0, nil), (29.999, nil), (30, nil), (59.999, nil),
            (60, .expired), (3_600, .expired), (86_400 * 365, .expired),
        ] {
            let instant = Date(timeIntervalSince1970: start + second)
            #expect(try refusal(of: code, at: instant) == expected, "\(second) s")
        }
        #expect(step.lastAccepted == Date(timeIntervalSince1970: start + 60))
        #expect(try key.verify(code, at: Self.now) == step)
    }

    @Test func `a code of another card is not genuine`() throws {
        let other = CardID(randomBytes: Array(repeating: 0xA2, count: 32))
        let moved = CardCode(dynamic: other, token: try code().token, recordNumber: number)
        #expect(try refusal(of: moved) == .notGenuine)
    }

    @Test func `a code under another app's number is of the wrong app, and so is one without a number`() throws {
        let token = try code().token
        let moved = CardCode(dynamic: card, token: token, recordNumber: AppRecordNumber(trusted: "5199A0002"))
        #expect(try refusal(of: moved) == .wrongApp)
        #expect(try refusal(of: CardCode(reading: "\(card.text):0:\(Hex.upper(token))")) == .wrongApp)
    }

    @Test func `another key's code is not genuine`() throws {
        let other = try CodeTokenKey(master: Array(repeating: 9, count: 32))
        let token = try other.token(card: card, recordNumber: number, step: step, nonce: Self.nonce)
        #expect(try refusal(of: CardCode(dynamic: card, token: token, recordNumber: number)) == .notGenuine)
    }

    @Test func `card, app, step and nonce each change the token`() throws {
        let other = CardID(randomBytes: Array(repeating: 0xA2, count: 32))
        let tokens = [
            try code().token,
            try code(card: other).token,
            try code(step: TimeStep(number: step.number + 1)).token,
            try code(nonce: [1, 2, 3, 5]).token,
            try key.token(card: card, recordNumber: AppRecordNumber(trusted: "X"), step: step, nonce: Self.nonce),
        ]
        #expect(Set(tokens).count == tokens.count)
        #expect(try code().token == tokens[0])
    }

    @Test func `a token with any bit changed is never accepted`() throws {
        let code = try code()
        for bit in 0..<128 {
            var token = code.token
            token[bit / 8] ^= 1 << (bit % 8)
            let changed = CardCode(dynamic: card, token: token, recordNumber: number)
            #expect(try refusal(of: changed) == .notGenuine, "bit \(bit)")
        }
    }

    @Test func `10,000 guessed tokens are refused`() throws {
        var generator = SeededGenerator(seed: 4)
        let refused = try (0..<10_000).count { _ in
            let token = (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }
            return try refusal(of: CardCode(dynamic: card, token: token, recordNumber: number)) == .notGenuine
        }
        #expect(refused == 10_000)
    }

    /// Blocks built by hand from the documented layout: what verifies was made by an independent writer, and a genuine
    /// block of another layout version is told from a forgery.
    @Test(arguments: [
        (UInt32(1), CodeRefusal?.none), (0, .unknownVersion), (2, .unknownVersion), (15, .unknownVersion),
    ])
    func `the layout is the documented one, and another version is refused as such`(
        version: UInt32,
        expected: CodeRefusal?
    ) throws {
        let token = try block(head: version << 28 | step.number)
        #expect(try refusal(of: CardCode(dynamic: card, token: token, recordNumber: number)) == expected)
        if version == 1 { #expect(try code().token == token) }
    }

    @Test func `a token says nothing of the card, the app or the time to the eye`() throws {
        let tokens = try (0..<64).map { try code(nonce: [0, 0, 0, $0]).token }
        for position in 0..<16 {
            #expect(Set(tokens.map { $0[position] }).count > 16, "byte \(position) hardly changes")
        }
    }

    private func block(head: UInt32) throws -> [UInt8] {
        let cipherKey = try HKDFSM3.derive(
            key: Self.master,
            salt: [],
            info: Array("card-code/1/block".utf8),
            length: 16
        )
        let macKey = try HKDFSM3.derive(key: Self.master, salt: [], info: Array("card-code/1/tag".utf8), length: 32)
        var block = (0..<4).map { UInt8(truncatingIfNeeded: head >> (24 - 8 * $0)) } + Self.nonce
        let tag = HMACSM3(key: macKey).authenticate(Array(card.text.utf8) + block)
        let app = SM3.hash(Array(number.text.utf8))
        block += tag[0..<6] + [tag[6] ^ app[0], tag[7] ^ app[1]]
        return try SM4BlockCipher(key: SM4Key(cipherKey)).encrypt(block)
    }
}
