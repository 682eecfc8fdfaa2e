import SMCrypto

/// PyPI `gmssl`, pure Python, through `tools/gmssl_peer.py`. It knows no counter mode, so its ECB makes the key stream.
final class DifferentialGmssl: DifferentialPeer {
    private static let fieldNames = [
        "sm3": ["msg"], "hmac": ["key", "msg"],
        "ecb-encrypt": ["key", "msg"], "ecb-decrypt": ["key", "msg"],
        "cbc-encrypt": ["key", "iv", "msg"], "cbc-decrypt": ["key", "iv", "msg"],
        "sm2-sign": ["private", "public", "msg"], "sm2-verify": ["public", "msg", "signature"],
        "sm2-encrypt": ["public", "msg"], "sm2-decrypt": ["private", "msg"],
    ]

    private let peer: GmsslPeer

    /// Starts the Python that `XINGLIN_PYTHON` names.
    init() throws { peer = try GmsslPeer() }

    func ask(_ operation: String, _ fields: [[UInt8]]) throws -> [UInt8]? {
        if operation == "ctr" { return try counted(key: fields[0], iv: fields[1], bytes: fields[2]) }
        guard let names = Self.fieldNames[operation], names.count == fields.count else {
            throw GmsslPeer.Refusal(description: "gmssl is not asked for \(operation)")
        }
        var ask = Dictionary(uniqueKeysWithValues: zip(names, fields.map { Hex.lower($0) }))
        if operation.hasPrefix("ecb") { ask["padding"] = "none" }
        let answer: String
        do {
            answer = try peer.ask(operation, ask)
        } catch is GmsslPeer.Refusal where operation == "sm2-decrypt" {
            return nil
        }
        if operation == "sm2-verify" { return [answer == "valid" ? 1 : 0] }
        guard let bytes = Hex.decode(answer) else { throw GmsslPeer.Refusal(description: "no digits: \(answer)") }
        return bytes
    }

    private func counted(key: [UInt8], iv: [UInt8], bytes: [UInt8]) throws -> [UInt8]? {
        var (counters, counter) = ([UInt8](), iv)
        while counters.count < bytes.count {
            counters += counter
            for place in counter.indices.reversed() {
                counter[place] &+= 1
                if counter[place] != 0 { break }
            }
        }
        let stream = try ask("ecb-encrypt", [key, counters]) ?? []
        return zip(bytes, stream).map { $0 ^ $1 }
    }
}
