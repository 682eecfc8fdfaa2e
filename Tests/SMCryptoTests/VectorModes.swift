import SMCrypto

/// Modes of SM4 that the product does not offer, built from its block cipher alone, so that their vectors run through
/// it too. For tests: nothing here takes care of time or memory.
struct VectorModes {
    /// What an authenticated mode gives out.
    struct Sealed: Equatable {
        let text: [UInt8]
        let tag: [UInt8]
    }

    private static let blockLength = 16
    private static let zeros = [UInt8](repeating: 0, count: blockLength)

    private let cipher: SM4BlockCipher

    init(key: [UInt8]) throws {
        cipher = try SM4BlockCipher(key: SM4Key(key))
    }

    /// Output feedback with 128 bits (GB/T 17964): encrypts and decrypts.
    func ofb(_ bytes: [UInt8], iv: [UInt8]) throws -> [UInt8] {
        var register = iv
        return try Self.blocks(of: bytes).flatMap { block in
            register = try cipher.encrypt(register)
            return Self.xor(block, register)
        }
    }

    /// Cipher feedback with 128 bits (GB/T 17964).
    func cfbEncrypt(_ bytes: [UInt8], iv: [UInt8]) throws -> [UInt8] {
        var register = iv
        return try Self.blocks(of: bytes).flatMap { block in
            register = try Self.xor(block, cipher.encrypt(register))
            return register
        }
    }

    /// Takes `cfbEncrypt` back.
    func cfbDecrypt(_ bytes: [UInt8], iv: [UInt8]) throws -> [UInt8] {
        var register = iv
        return try Self.blocks(of: bytes).flatMap { block in
            defer { register = block }
            return try Self.xor(block, cipher.encrypt(register))
        }
    }

    /// CMAC (GB/T 15852.1, algorithm 5; NIST SP 800-38B).
    func cmac(_ message: [UInt8]) throws -> [UInt8] {
        let once = Self.doubled(try cipher.encrypt(Self.zeros))
        let isWhole = !message.isEmpty && message.count.isMultiple(of: Self.blockLength)
        var blocks = Self.blocks(of: isWhole ? message : Self.filled(message + [0x80]))
        blocks.append(Self.xor(blocks.removeLast(), isWhole ? once : Self.doubled(once)))
        return try chained(blocks)
    }

    /// Galois/counter mode with a nonce of 12 bytes (NIST SP 800-38D, RFC 8998).
    func gcmSeal(_ text: [UInt8], nonce: [UInt8], aad: [UInt8]) throws -> Sealed {
        let secret = try counted(text, from: nonce + [0, 0, 0, 2])
        return Sealed(text: secret, tag: try gcmTag(of: secret, nonce: nonce, aad: aad))
    }

    /// Takes `gcmSeal` back; nothing comes out where the tag is wrong.
    func gcmOpen(_ sealed: Sealed, nonce: [UInt8], aad: [UInt8]) throws -> [UInt8]? {
        guard try gcmTag(of: sealed.text, nonce: nonce, aad: aad) == sealed.tag else { return nil }
        return try counted(sealed.text, from: nonce + [0, 0, 0, 2])
    }

    /// Counter with CBC-MAC, with a nonce of 12 bytes and a tag of 16 (NIST SP 800-38C, RFC 8998).
    func ccmSeal(_ text: [UInt8], nonce: [UInt8], aad: [UInt8]) throws -> Sealed {
        Sealed(
            text: try counted(text, from: [2] + nonce + [0, 0, 1]),
            tag: try ccmTag(of: text, nonce: nonce, aad: aad)
        )
    }

    /// Takes `ccmSeal` back; nothing comes out where the tag is wrong.
    func ccmOpen(_ sealed: Sealed, nonce: [UInt8], aad: [UInt8]) throws -> [UInt8]? {
        let text = try counted(sealed.text, from: [2] + nonce + [0, 0, 1])
        return try ccmTag(of: text, nonce: nonce, aad: aad) == sealed.tag ? text : nil
    }

    private func gcmTag(of secret: [UInt8], nonce: [UInt8], aad: [UInt8]) throws -> [UInt8] {
        let key = try cipher.encrypt(Self.zeros)
        let lengths = Self.bigEndian(aad.count * 8, in: 8) + Self.bigEndian(secret.count * 8, in: 8)
        var sum = Self.zeros
        for block in Self.blocks(of: Self.filled(aad) + Self.filled(secret) + lengths) {
            sum = Self.product(Self.xor(sum, block), key)
        }
        return Self.xor(sum, try cipher.encrypt(nonce + [0, 0, 0, 1]))
    }

    private func ccmTag(of text: [UInt8], nonce: [UInt8], aad: [UInt8]) throws -> [UInt8] {
        precondition(aad.count < 0xFF00, "longer data has another length field")
        let flags: UInt8 = aad.isEmpty ? 0x3A : 0x7A
        let first = [flags] + nonce + Self.bigEndian(text.count, in: 3)
        let data = aad.isEmpty ? [] : Self.filled(Self.bigEndian(aad.count, in: 2) + aad)
        let code = try chained(Self.blocks(of: first + data + Self.filled(text)))
        return Self.xor(code, try cipher.encrypt([2] + nonce + [0, 0, 0]))
    }

    private func chained(_ blocks: [[UInt8]]) throws -> [UInt8] {
        try blocks.reduce(Self.zeros) { try cipher.encrypt(Self.xor($0, $1)) }
    }

    /// No vector comes near an overflow of the last two bytes.
    private func counted(_ bytes: [UInt8], from first: [UInt8]) throws -> [UInt8] {
        var counter = first
        return try Self.blocks(of: bytes).flatMap { block in
            let stream = try cipher.encrypt(counter)
            counter[15] &+= 1
            if counter[15] == 0 { counter[14] += 1 }
            return Self.xor(block, stream)
        }
    }

    private static func blocks(of bytes: [UInt8]) -> [[UInt8]] {
        stride(from: 0, to: bytes.count, by: blockLength).map { Array(bytes[$0...].prefix(blockLength)) }
    }

    private static func filled(_ bytes: [UInt8]) -> [UInt8] {
        bytes + [UInt8](repeating: 0, count: (blockLength - bytes.count % blockLength) % blockLength)
    }

    private static func xor(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] { zip(left, right).map { $0 ^ $1 } }

    private static func bigEndian(_ value: Int, in count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }

    /// Times x in GF(2¹²⁸), highest bit first.
    private static func doubled(_ block: [UInt8]) -> [UInt8] {
        var result = (0..<blockLength).map { block[$0] << 1 | ($0 + 1 < blockLength ? block[$0 + 1] >> 7 : 0) }
        if block[0] >= 0x80 { result[15] ^= 0x87 }
        return result
    }

    /// The product in GF(2¹²⁸) with the bits in the order GCM has them, lowest first.
    private static func product(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
        var (sum, shifted) = (zeros, right)
        for bit in 0..<128 {
            if left[bit / 8] & (0x80 >> (bit % 8)) != 0 { sum = xor(sum, shifted) }
            let carry = shifted[15] & 1
            shifted = (0..<blockLength).map { shifted[$0] >> 1 | ($0 > 0 ? shifted[$0 - 1] << 7 : 0) }
            if carry == 1 { shifted[0] ^= 0xE1 }
        }
        return sum
    }
}
