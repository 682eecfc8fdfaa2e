import CSDFYardstick
import SDFKeys

/// The operations that are measured, over one library and one set of keys, and the check that both sides give the same.
enum Contests {
    /// The calls every library has.
    static func common(_ seam: SDFSessionSeam, _ yard: OpaquePointer) throws -> [Contest] {
        [random(seam, yard, 16), random(seam, yard, 32)]
            + [try encryption(seam, yard, 16), try encryption(seam, yard, 64), try mac(seam, yard, 64)]
    }

    private static func random(_ seam: SDFSessionSeam, _ yard: OpaquePointer, _ length: Int) -> Contest {
        Contest(name: "`GenerateRandom`, \(length) B", calls: 1) { count in
            var room = [UInt8](repeating: 0, count: length)
            sdf_yardstick_random(yard, Int32(count), UInt32(length), &room)
        } ours: { count in
            for _ in 0..<count { _ = try seam.random(length) }
        }
    }

    private static func encryption(_ seam: SDFSessionSeam, _ yard: OpaquePointer, _ length: Int) throws -> Contest {
        let iv = [UInt8](repeating: 6, count: 16)
        let text = [UInt8](repeating: 5, count: length)
        var room = [UInt8](repeating: 0, count: length)
        sdf_yardstick_encrypt(yard, 1, iv, text, UInt32(length), &room)
        try check("SM4-CBC", seam.encrypt(text, iv: iv) == room)
        return Contest(name: "`Encrypt` SM4-CBC, \(length) B", calls: 1) { count in
            var room = [UInt8](repeating: 0, count: length)
            sdf_yardstick_encrypt(yard, Int32(count), iv, text, UInt32(length), &room)
        } ours: { count in
            for _ in 0..<count { _ = try seam.encrypt(text, iv: iv) }
        }
    }

    private static func mac(_ seam: SDFSessionSeam, _ yard: OpaquePointer, _ length: Int) throws -> Contest {
        let message = [UInt8](repeating: 5, count: length)
        var room = [UInt8](repeating: 0, count: 32)
        sdf_yardstick_hmac(yard, 1, message, UInt32(length), &room)
        try check("HMAC-SM3", seam.mac(message) == room)
        return Contest(name: "`HMACInit`, `Update`, `Final`, \(length) B", calls: 3) { count in
            var room = [UInt8](repeating: 0, count: 32)
            sdf_yardstick_hmac(yard, Int32(count), message, UInt32(length), &room)
        } ours: { count in
            for _ in 0..<count { _ = try seam.mac(message) }
        }
    }

    /// Beside the device's signature and the same digest and check in software, which no layer may leave out.
    static func signature(_ seam: SDFSessionSeam, _ yard: OpaquePointer) throws -> Contest {
        let message = [UInt8](repeating: 1, count: 100)
        let known = try seam.sign(message)
        let digest = try seam.signInSoftware(message, known)
        return Contest(
            name: "`InternalSign_ECC`, digest and check in software on both sides",
            calls: 1
        ) { count in
            var room = [UInt8](repeating: 0, count: 128)
            for _ in 0..<count {
                sdf_yardstick_sign(yard, 1, digest, &room)
                _ = try seam.signInSoftware(message, known)
            }
        } ours: { count in
            for _ in 0..<count { _ = try seam.sign(message) }
        }
    }

    private static func check(_ what: String, _ agrees: Bool) throws {
        guard agrees else { throw BenchFailure("\(what): C and SDFKeys do not agree") }
    }
}
