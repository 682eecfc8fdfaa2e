import HealthCardServices
import SDFKeys
import SMCrypto
import SoftDevices
import Testing

/// The parser of what devices write into our buffers.
struct AnswerTests {
    private static let key: SM2PublicKey = {
        do {
            return try SM2PrivateKey.generate().publicKey
        } catch {
            preconditionFailure("no key: \(error)")
        }
    }()

    /// An `ECCrefPublicKey` of the profile's size.
    private static func publicKey(_ model: SoftModel) -> [UInt8] {
        let filling = [UInt8](repeating: 0, count: model == .odd ? 0 : 32)
        let point = key.uncompressed
        return [0, 1, 0, 0] + filling + point[1..<33] + filling + point[33...]
    }

    @Test(arguments: SoftModel.allCases)
    func `a public key is read at the right of its fields`(model: SoftModel) throws {
        #expect(try SDFAnswer.publicKey(Self.publicKey(model), profile: model.profile) == Self.key)
    }

    @Test(arguments: SoftModel.allCases)
    func `a public key with any bit flipped, or of another length, is a wrong answer`(model: SoftModel) throws {
        let good = Self.publicKey(model)
        for index in good.indices {
            var bad = good
            bad[index] ^= 1 << UInt8(index % 8)
            #expect(throws: KeyServiceError.wrongAnswer) { try SDFAnswer.publicKey(bad, profile: model.profile) }
        }
        for bad in [[], Array(good.dropLast()), good + [0]] {
            #expect(throws: KeyServiceError.wrongAnswer) { try SDFAnswer.publicKey(bad, profile: model.profile) }
        }
    }

    @Test(arguments: SoftModel.allCases)
    func `a signature out of range is a wrong answer`(model: SoftModel) throws {
        let width = model == .odd ? 32 : 64
        let one = [UInt8](repeating: 0, count: width - 1) + [1]
        _ = try SDFAnswer.signature(one + one, profile: model.profile)
        let zero = [UInt8](repeating: 0, count: width)
        let all = [UInt8](repeating: 0xFF, count: width)
        for bad in [zero + one, one + zero, all + one, one + all, one, one + one + [0], []] {
            #expect(throws: KeyServiceError.wrongAnswer) { try SDFAnswer.signature(bad, profile: model.profile) }
        }
    }

    @Test(arguments: SoftModel.allCases)
    func `no bytes of any length stop the parser`(model: SoftModel) {
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        for round in 0..<3_000 {
            let count = round % 1_500
            let bytes = (0..<count).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return UInt8(truncatingIfNeeded: state >> 56) & (round.isMultiple(of: 2) ? 0xFF : 0x01)
            }
            #expect(throws: KeyServiceError.self) { try SDFAnswer.publicKey(bytes, profile: model.profile) }
            #expect(throws: KeyServiceError.self) { try SDFAnswer.wrappedKey(bytes, profile: model.profile) }
            _ = try? SDFAnswer.signature(bytes, profile: model.profile)
            _ = try? SDFAnswer.deviceIdentity(bytes)
            #expect(SDFSigningLocator(parsing: bytes) == nil)
            #expect(SDFSealingLocator(parsing: bytes) == nil)
            #expect(SDFSealed(parsing: bytes) == nil)
        }
    }

    @Test func `a device's name is cut at its end and holds printable characters only`() throws {
        var bytes = [UInt8](repeating: 0, count: 100)
        bytes.replaceSubrange(0..<6, with: Array("Maker ".utf8))
        bytes.replaceSubrange(40..<56, with: [UInt8](repeating: 0x41, count: 16))
        bytes.replaceSubrange(56..<60, with: [0x31, 0x1B, 0xFF, 0x32])
        let identity = try SDFAnswer.deviceIdentity(bytes)
        #expect(identity.label == "Maker AAAAAAAAAAAAAAAA 1??2")
        #expect(throws: KeyServiceError.wrongAnswer) { try SDFAnswer.deviceIdentity(Array(bytes.dropLast())) }
    }

    @Test func `a generator that repeats itself is a wrong answer`() throws {
        let good = Array(0..<16 as Range<UInt8>)
        let head = try SDFAnswer.random(good, last: nil)
        let other = try SDFAnswer.random(good.reversed(), last: head)
        #expect(try SDFAnswer.random(good, last: other) == head)
        #expect(throws: KeyServiceError.wrongAnswer) { try SDFAnswer.random(good, last: head) }
        #expect(throws: KeyServiceError.wrongAnswer) { try SDFAnswer.random(good + [9], last: head) }
        #expect(throws: KeyServiceError.wrongAnswer) {
            try SDFAnswer.random([UInt8](repeating: 3, count: 32), last: nil)
        }
        #expect(throws: KeyServiceError.wrongAnswer) { try SDFAnswer.random([], last: nil) }
    }
}
