import SMCrypto
import SeededRandom

/// Random inputs that seek the edges: lengths around block boundaries, counters about to carry, private numbers at
/// both ends of the range.
struct DifferentialMaker {
    private static let idCharacters = Array("abcXYZ0189-_.@身份证".utf8)
    private static let order = "fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123"

    private var random: SeededGenerator

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    /// Eight bytes at each step: the run makes some tens of megabytes, in a debug build.
    mutating func bytes(_ count: Int) -> [UInt8] {
        var words: [UInt64] = []
        words.reserveCapacity(count / 8 + 1)
        for _ in 0..<(count + 7) / 8 { words.append(random.next()) }
        return words.withUnsafeBytes { Array($0.prefix(count)) }
    }

    mutating func below(_ limit: Int) -> Int { Int(random.next() % UInt64(limit)) }

    /// Whether one of `count` equal chances came.
    mutating func oneIn(_ count: Int) -> Bool { below(count) == 0 }

    /// A length from 0 to `most`; every third lies at a block boundary or beside it.
    mutating func length(upTo most: Int) -> Int {
        guard oneIn(3) else { return below(most + 1) }
        let edge = (oneIn(2) ? 16 : 64) * below(most / 16 + 1) + below(3) - 1
        return min(max(edge, 0), most)
    }

    mutating func counterBlock() -> [UInt8] {
        var block = bytes(16)
        guard oneIn(4) else { return block }
        for place in below(16)..<16 { block[place] = 0xFF }
        return block
    }

    /// A private number in 1 … n−2.
    mutating func scalar() -> [UInt8] {
        switch below(8) {
        case 0:
            return [UInt8](repeating: 0, count: 31) + [UInt8(1 + below(255))]
        case 1:
            var nearOrder = Hex.decode(Self.order) ?? []
            nearOrder[31] -= UInt8(2 + below(33))
            return nearOrder
        case 2:
            let zeros = 1 + below(31)
            return [UInt8](repeating: 0, count: zeros) + bytes(31 - zeros) + [1]
        default:
            var scalar = bytes(32)
            scalar[0] &= 0x7F
            return scalar
        }
    }

    /// A signer's identity that both sides can take: no comma, no zero byte.
    mutating func identity() -> [UInt8] {
        guard oneIn(2) else { return SM2.defaultID }
        let count = oneIn(16) ? 1 + below(4096) : 1 + below(40)
        return (0..<count).map { _ in Self.idCharacters[below(Self.idCharacters.count)] }
    }

    /// The bytes with one bit turned over.
    mutating func flipped(_ bytes: [UInt8]) -> [UInt8] {
        var changed = bytes
        changed[below(bytes.count)] ^= 1 << UInt8(below(8))
        return changed
    }

    /// The encoding with a bit turned over, a byte lost, doubled, put in or put after it, or a length written long.
    mutating func damaged(encoding: [UInt8]) -> [UInt8] {
        let place = below(encoding.count)
        switch below(6) {
        case 0: return Array(encoding[..<place] + encoding[(place + 1)...])
        case 1: return Array(encoding[...place] + encoding[place...])
        case 2: return Array(encoding[..<place] + [0] + encoding[place...])
        case 3: return encoding + bytes(1 + below(3))
        case 4: return [encoding[0], 0x81] + encoding.dropFirst()
        default: return flipped(encoding)
        }
    }

    /// 65 bytes or nearly so, of which some are a point.
    mutating func point(from good: [UInt8]) -> [UInt8] {
        let (x, y) = (good[1..<33], good[33...])
        switch below(8) {
        case 0: return good
        case 1: return [4] + y + x
        case 2: return [4] + bytes(64)
        case 3: return [4] + [UInt8](repeating: 0xFF, count: 32) + y
        case 4: return [4] + [UInt8](repeating: 0, count: 64)
        case 5: return [UInt8(below(8))] + x + y
        case 6: return Array(good.dropLast())
        default: return flipped(good)
        }
    }
}
