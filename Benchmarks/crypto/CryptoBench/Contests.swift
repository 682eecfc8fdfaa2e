import CYardstick
import SMCrypto

/// The operations that are measured, over one set of keys, and the check that both sides give the same.
struct Contests {
    let all: [Contest]
    /// Seals and opens a cell of 64 bytes this many times, the row key at hand.
    let cells: (Int) throws -> Void
    /// Derives the key of a row this many times.
    let rowKeys: (Int) throws -> Void

    private static let long = 16_384

    init() throws {
        let secret = [UInt8](repeating: 3, count: 32)
        let keyBytes = [UInt8](repeating: 4, count: 16)
        let pair = try SM2PrivateKey(rawRepresentation: [UInt8](repeating: 7, count: 32))
        guard
            let yard = yardstick_new(
                secret,
                secret.count,
                keyBytes,
                pair.rawRepresentation,
                pair.publicKey.uncompressed
            )
        else { throw BenchFailure("no yardstick") }
        let mac = HMACSM3(key: secret)
        let sm4 = try SM4Key(keyBytes)
        all =
            try Self.hashes(yard, mac) + Self.ciphers(yard, sm4) + Self.curve(yard, pair)
        let branch = try BranchKey(secret: SecretBytes(secret), version: 1)
        let row = try branch.rowKey(table: "persons", row: keyBytes)
        let text = [UInt8](repeating: 5, count: 64)
        cells = { count in
            for _ in 0..<count {
                let sealed = row.seal(text, column: "name", nonce: keyBytes)
                guard try row.open(sealed, column: "name") == text else { throw BenchFailure("a cell did not open") }
            }
        }
        rowKeys = { count in
            for _ in 0..<count { _ = try branch.rowKey(table: "persons", row: keyBytes) }
        }
    }

    private static func hashes(_ yard: OpaquePointer, _ mac: HMACSM3) throws -> [Contest] {
        try [64, long].flatMap { length in
            let message = [UInt8](repeating: 1, count: length)
            var room = [UInt8](repeating: 0, count: 32)
            yardstick_sm3(yard, 1, message, length, &room)
            try check("SM3", room == SM3.hash(message))
            for hmac in [yardstick_hmac_object, yardstick_hmac_states] {
                hmac(yard, 1, message, length, &room)
                try check("HMAC-SM3", room == mac.authenticate(message))
            }
            let floor: Contest.Floor = length == long ? .sameCalls : .freshArray
            let authenticate = { (count: Int) in
                for _ in 0..<count { _ = mac.authenticate(message) }
            }
            return [
                Contest(name: "SM3, \(size(length))", floor: floor) { count in
                    var digest = [UInt8](repeating: 0, count: 32)
                    yardstick_sm3(yard, Int32(count), message, length, &digest)
                } inSwift: { count in
                    for _ in 0..<count { _ = SM3.hash(message) }
                },
                Contest(name: "HMAC-SM3, \(size(length)), copied hash states", floor: floor) { count in
                    var code = [UInt8](repeating: 0, count: 32)
                    yardstick_hmac_states(yard, Int32(count), message, length, &code)
                } inSwift: {
                    authenticate($0)
                },
                Contest(name: "HMAC-SM3, \(size(length)), copied `EVP_MAC`", floor: floor) { count in
                    var code = [UInt8](repeating: 0, count: 32)
                    yardstick_hmac_object(yard, Int32(count), message, length, &code)
                } inSwift: {
                    authenticate($0)
                },
            ]
        }
    }

    private static func ciphers(_ yard: OpaquePointer, _ key: SM4Key) throws -> [Contest] {
        let iv = [UInt8](repeating: 6, count: 16)
        return try [64, long].flatMap { length in
            let message = [UInt8](repeating: 1, count: length)
            var room = [UInt8](repeating: 0, count: length + 16)
            yardstick_cbc(yard, 1, iv, message, length, &room)
            try check("SM4-CBC", room == SM4CBC.encrypt(message, key: key, iv: iv))
            yardstick_ctr(yard, 1, iv, message, length, &room)
            try check("SM4-CTR", Array(room.prefix(length)) == SM4CTR.apply(message, key: key, iv: iv))
            return [
                Contest(name: "SM4-CBC, \(size(length))", floor: .freshArray) { count in
                    var secret = [UInt8](repeating: 0, count: length + 16)
                    yardstick_cbc(yard, Int32(count), iv, message, length, &secret)
                } inSwift: { count in
                    for _ in 0..<count { _ = try SM4CBC.encrypt(message, key: key, iv: iv) }
                },
                Contest(name: "SM4-CTR, \(size(length))", floor: .freshArray) { count in
                    var secret = [UInt8](repeating: 0, count: length + 16)
                    yardstick_ctr(yard, Int32(count), iv, message, length, &secret)
                } inSwift: { count in
                    for _ in 0..<count { _ = try SM4CTR.apply(message, key: key, iv: iv) }
                },
            ]
        }
    }

    private static func curve(_ yard: OpaquePointer, _ pair: SM2PrivateKey) throws -> [Contest] {
        let message = [UInt8](repeating: 1, count: 100)
        let text = [UInt8](repeating: 2, count: 32)
        var room = [UInt8](repeating: 0, count: 512)
        let signed = yardstick_sign(yard, 1, message, message.count, &room)
        let signature = try SM2Signature(der: Array(room.prefix(signed)))
        try check("SM2 verify", pair.publicKey.isValid(signature, for: message))
        let der = signature.der
        yardstick_verify(yard, 1, message, message.count, der, der.count)
        let encrypted = yardstick_encrypt(yard, 1, text, text.count, &room)
        let ciphertext = try SM2Ciphertext(der: Array(room.prefix(encrypted)))
        try check("SM2 decrypt", pair.decrypt(ciphertext) == text)
        let secret = ciphertext.der
        return [
            Contest(name: "SM2 sign, 100 B", floor: .sameCalls) { count in
                var room = [UInt8](repeating: 0, count: 128)
                _ = yardstick_sign(yard, Int32(count), message, message.count, &room)
            } inSwift: { count in
                for _ in 0..<count { _ = try pair.sign(message) }
            },
            Contest(name: "SM2 verify, 100 B", floor: .sameCalls) { count in
                yardstick_verify(yard, Int32(count), message, message.count, der, der.count)
            } inSwift: { count in
                for _ in 0..<count {
                    guard pair.publicKey.isValid(signature, for: message) else { throw BenchFailure("not valid") }
                }
            },
            Contest(name: "SM2 encrypt, 32 B", floor: .sameCalls) { count in
                var room = [UInt8](repeating: 0, count: 512)
                _ = yardstick_encrypt(yard, Int32(count), text, text.count, &room)
            } inSwift: { count in
                for _ in 0..<count { _ = try pair.publicKey.encrypt(text) }
            },
            Contest(name: "SM2 decrypt, 32 B", floor: .sameCalls) { count in
                var room = [UInt8](repeating: 0, count: 512)
                _ = yardstick_decrypt(yard, Int32(count), secret, secret.count, &room)
            } inSwift: { count in
                for _ in 0..<count { _ = try pair.decrypt(ciphertext) }
            },
        ]
    }

    private static func size(_ length: Int) -> String { length == long ? "16 KiB" : "\(length) B" }

    private static func check(_ what: String, _ agrees: Bool) throws {
        guard agrees else { throw BenchFailure("\(what): C and Swift do not agree") }
    }
}
