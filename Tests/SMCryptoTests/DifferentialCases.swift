import SMCrypto

/// Makes random cases, has both sides carry each out, and keeps what they disagree on.
struct DifferentialCases {
    /// What one peer is asked: how often each kind, of a thousand, and how far.
    struct Plan: Sendable {
        let shares: KeyValuePairs<Kind, Int>
        let longestMessage: Int
        /// Whether the peer takes any identity, reads DER strictly, and writes ciphertexts as DER.
        let isComplete: Bool
    }

    enum Kind: String, CaseIterable, Sendable {
        case sm3, hmac, hkdf, ecb, cbc, ctr
        case cbcDamaged = "cbc-damaged"
        case publicKey = "sm2-public", point = "sm2-point"
        case theirSignature = "sm2-their-signature", ourSignature = "sm2-our-signature"
        case theirCiphertext = "sm2-their-ciphertext", ourCiphertext = "sm2-our-ciphertext"
    }

    private static let casesPerKey = 8
    private static let mostKept = 20

    /// Cases carried out, by kind.
    private(set) var counts: [Kind: Int] = [:]
    /// The first disagreements, each with everything needed to repeat it.
    private(set) var disagreements: [String] = []

    private var make: DifferentialMaker
    private let peer: any DifferentialPeer
    private let plan: Plan
    private var signer: SM2PrivateKey?
    private var casesOfSigner = 0

    init(seed: UInt64, peer: any DifferentialPeer, plan: Plan) {
        make = DifferentialMaker(seed: seed)
        self.peer = peer
        self.plan = plan
    }

    /// Carries cases out until there are `count`, or 20 disagreements.
    mutating func run(_ count: Int) throws {
        let total = plan.shares.reduce(0) { $0 + $1.value }
        for _ in 0..<count where disagreements.count < Self.mostKept {
            var draw = make.below(total)
            for (kind, share) in plan.shares {
                guard draw >= share else {
                    try runOne(kind)
                    counts[kind, default: 0] += 1
                    break
                }
                draw -= share
            }
        }
    }

    private mutating func runOne(_ kind: Kind) throws {
        switch kind {
        case .sm3: try sm3()
        case .hmac: try hmac()
        case .hkdf: try hkdf()
        case .ecb: try ecb()
        case .cbc: try cbc()
        case .cbcDamaged: try cbcDamaged()
        case .ctr: try ctr()
        case .publicKey: try publicKey()
        case .point: try point()
        case .theirSignature: try signature(isOurs: false)
        case .ourSignature: try signature(isOurs: true)
        case .theirCiphertext: try ciphertext(isOurs: false)
        case .ourCiphertext: try ciphertext(isOurs: true)
        }
    }

    /// Keeps a disagreement. All of it is random test data, so it may be printed.
    private mutating func compare(_ what: String, _ inputs: [[UInt8]], ours: [UInt8]?, theirs: [UInt8]?) {
        guard ours != theirs else { return }
        let given = inputs.map { Hex.lower($0) }.joined(separator: " ")
        let said = [ours, theirs].map { $0.map { Hex.lower($0) } ?? "refused" }
        disagreements.append("\(what) of \(given): ours \(said[0]), theirs \(said[1])")
    }

    private mutating func message() -> [UInt8] {
        make.bytes(make.length(upTo: make.oneIn(64) ? plan.longestMessage * 24 : plan.longestMessage))
    }

    private mutating func sm3() throws {
        let message = message()
        compare("sm3", [message], ours: SM3.hash(message), theirs: try peer.ask("sm3", [message]))
    }

    private mutating func hmac() throws {
        let fields = [make.bytes(make.length(upTo: 140)), message()]
        let ours = HMACSM3(key: fields[0]).authenticate(fields[1])
        compare("hmac", fields, ours: ours, theirs: try peer.ask("hmac", fields))
    }

    private mutating func hkdf() throws {
        let key = make.bytes(1 + make.length(upTo: 80))
        let (salt, info) = (make.bytes(make.length(upTo: 80)), make.bytes(make.length(upTo: 80)))
        let length = 1 + make.length(upTo: 200)
        let ours = try HKDFSM3.derive(key: key, salt: salt, info: info, length: length)
        let fields = [key, salt, info, [0, 0, 0, UInt8(length)]]
        compare("hkdf", fields, ours: ours, theirs: try peer.ask("hkdf", fields))
    }

    private mutating func ecb() throws {
        let fields = [make.bytes(16), make.bytes(16 * make.below(plan.longestMessage / 16 + 1))]
        let key = try SM4Key(fields[0])
        let secret = try SM4ECBForDialects.encrypt(fields[1], key: key, padding: .none)
        compare("ecb-encrypt", fields, ours: secret, theirs: try peer.ask("ecb-encrypt", fields))
        let plain = try SM4ECBForDialects.decrypt(fields[1], key: key, padding: .none)
        compare("ecb-decrypt", fields, ours: plain, theirs: try peer.ask("ecb-decrypt", fields))
    }

    private mutating func cbc() throws {
        let fields = [make.bytes(16), make.bytes(16), message()]
        let key = try SM4Key(fields[0])
        let secret = try SM4CBC.encrypt(fields[2], key: key, iv: fields[1])
        let theirs = try peer.ask("cbc-encrypt", fields)
        compare("cbc-encrypt", fields, ours: secret, theirs: theirs)
        let plain = try refusable { try SM4CBC.decrypt(theirs ?? [], key: key, iv: fields[1]) }
        let back = try peer.ask("cbc-decrypt", [fields[0], fields[1], secret])
        compare("cbc-decrypt", fields, ours: plain, theirs: back)
    }

    /// Random blocks, or a real ciphertext with a bit turned over: most have no padding, some have one by chance.
    private mutating func cbcDamaged() throws {
        let (key, iv) = (make.bytes(16), make.bytes(16))
        var secret = make.bytes(make.length(upTo: plan.longestMessage))
        if make.oneIn(2) {
            secret = try make.flipped(SM4CBC.encrypt(message(), key: SM4Key(key), iv: iv))
        }
        let ours = try refusable { try SM4CBC.decrypt(secret, key: SM4Key(key), iv: iv) }
        compare("cbc-damaged", [key, iv, secret], ours: ours, theirs: try peer.ask("cbc-decrypt", [key, iv, secret]))
    }

    private mutating func ctr() throws {
        let fields = [make.bytes(16), make.counterBlock(), message()]
        let ours = try SM4CTR.apply(fields[2], key: SM4Key(fields[0]), iv: fields[1])
        compare("ctr", fields, ours: ours, theirs: try peer.ask("ctr", fields))
    }

    private mutating func publicKey() throws {
        let scalar = make.scalar()
        let ours = try SM2PrivateKey(rawRepresentation: scalar).publicKey.uncompressed
        compare("sm2-public", [scalar], ours: ours, theirs: try peer.ask("sm2-public", [scalar]))
    }

    private mutating func point() throws {
        let point = make.point(from: try key().publicKey.uncompressed)
        let ours = try refusable { try SM2PublicKey(uncompressed: point).uncompressed } != nil
        compare("sm2-point", [point], ours: [ours ? 1 : 0], theirs: try peer.ask("sm2-point", [point]))
    }

    /// One side signs, both verify; then both judge the same signature with something changed.
    private mutating func signature(isOurs: Bool) throws {
        let key = try key()
        let (id, message) = (plan.isComplete ? make.identity() : SM2.defaultID, message())
        let (scalar, point) = (key.rawRepresentation, key.publicKey.uncompressed)
        var raw: [UInt8]
        if isOurs {
            raw = try key.sign(message, id: id).raw
        } else {
            raw = try peer.ask("sm2-sign", plan.isComplete ? [scalar, id, message] : [scalar, point, message]) ?? []
        }
        let genuine = try verdicts(key.publicKey, id, message, raw)
        compare("sm2-verify ours", [point, id, message, raw], ours: genuine.ours, theirs: [1])
        compare("sm2-verify theirs", [point, id, message, raw], ours: [1], theirs: genuine.theirs)

        guard raw.count == 64, genuine.ours == [1] else { return }
        if plan.isComplete, make.oneIn(2) {
            let der = make.damaged(encoding: try SM2Signature(raw: raw).der)
            let ours =
                try refusable { key.publicKey.isValid(try SM2Signature(der: der), for: message, id: id) } ?? false
            let theirs = try peer.ask("sm2-verify-der", [point, id, message, der])
            return compare("sm2-verify-der", [point, id, message, der], ours: [ours ? 1 : 0], theirs: theirs)
        }
        var (changedID, changedMessage) = (id, message)
        switch make.below(plan.isComplete ? 4 : 2) {
        case 0: raw = make.flipped(raw)
        case 1: changedMessage = message.isEmpty ? [0] : make.flipped(message)
        case 2: changedID = id + [0x31]
        default: raw = Array(raw[32...] + raw[..<32])
        }
        let changed = try verdicts(key.publicKey, changedID, changedMessage, raw)
        let fields = [point, changedID, changedMessage, raw]
        compare("sm2-verify changed", fields, ours: changed.ours, theirs: changed.theirs)
        compare("sm2-verify changed", fields, ours: changed.ours, theirs: [0])
    }

    private func verdicts(
        _ key: SM2PublicKey,
        _ id: [UInt8],
        _ message: [UInt8],
        _ raw: [UInt8]
    ) throws -> (ours: [UInt8], theirs: [UInt8]?) {
        let ours = try refusable { key.isValid(try SM2Signature(raw: raw), for: message, id: id) } ?? false
        let point = key.uncompressed
        let fields = plan.isComplete ? [point, id, message, raw] : [point, message, raw]
        return ([ours ? 1 : 0], try peer.ask("sm2-verify", fields))
    }

    /// One side encrypts, both decrypt; then both look at the same ciphertext with something changed.
    private mutating func ciphertext(isOurs: Bool) throws {
        let key = try key()
        let message = make.bytes(1 + make.length(upTo: 120))
        let (scalar, point) = (key.rawRepresentation, key.publicKey.uncompressed)
        let encoded: [UInt8]
        if isOurs {
            let made = try key.publicKey.encrypt(message)
            encoded = plan.isComplete ? made.der : made.c1c3c2
        } else {
            encoded = try peer.ask("sm2-encrypt", [point, message]) ?? []
        }
        // A key stream of zeros leaves the text readable. The standard has both sides refuse it (GB/T 32918.4, 6.1 A5
        // and 7.1 B4); some libraries encrypt with it all the same, for one text of a byte in 256.
        let isBare = try refusable { try Array(ciphertext(encoded).c1c3c2.suffix(message.count)) == message } ?? false
        let expected = isBare ? nil : message
        compare("sm2-decrypt ours", [scalar, encoded], ours: try decrypted(encoded, by: key), theirs: expected)
        guard !isBare else { return }
        let theirs = try peer.ask("sm2-decrypt", [scalar, encoded])
        compare("sm2-decrypt theirs", [scalar, encoded], ours: message, theirs: theirs)

        guard encoded.count > 1 else { return }
        let changed = plan.isComplete ? make.damaged(encoding: encoded) : [4] + make.flipped(Array(encoded.dropFirst()))
        let ours = try decrypted(changed, by: key)
        let fields = [scalar, changed]
        compare("sm2-decrypt changed", fields, ours: ours, theirs: try peer.ask("sm2-decrypt", fields))
        compare("sm2-decrypt changed", fields, ours: ours, theirs: nil)
    }

    private func decrypted(_ encoded: [UInt8], by key: SM2PrivateKey) throws -> [UInt8]? {
        try refusable { try key.decrypt(ciphertext(encoded)) }
    }

    private func ciphertext(_ encoded: [UInt8]) throws -> SM2Ciphertext {
        try plan.isComplete ? SM2Ciphertext(der: encoded) : SM2Ciphertext(c1c3c2: encoded)
    }

    private mutating func key() throws -> SM2PrivateKey {
        casesOfSigner += 1
        if let signer, casesOfSigner < Self.casesPerKey { return signer }
        let fresh = try SM2PrivateKey(rawRepresentation: make.scalar())
        (signer, casesOfSigner) = (fresh, 0)
        return fresh
    }

    /// A refusal is a verdict; a fault of the library is none, and ends the run.
    private func refusable<Value>(_ body: () throws -> Value) throws -> Value? {
        do {
            return try body()
        } catch is CryptoRefusal {
            return nil
        }
    }
}
