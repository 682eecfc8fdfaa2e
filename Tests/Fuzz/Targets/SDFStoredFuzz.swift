import SDFKeys
import SMCrypto

/// What the adapter of devices reads back from the database and from an operator's file: sealed texts, locators of
/// root keys, profiles.
enum SDFStoredFuzz: FuzzTarget {
    static func seeds() throws -> [[UInt8]] {
        let signature = try FuzzKey.sm2.sign([1]).raw
        let key = try FuzzKey.sm2.publicKey.encrypt([UInt8](repeating: 5, count: 16)).c1c3c2
        let zeros = [UInt8](repeating: 0, count: 48)
        let profile = """
            {"name": "x", "coordinateBytes": 64, "cipher": [{"field": "x", "bytes": 64}, {"field": "y", "bytes": 64}, \
            {"field": "hash", "bytes": 32}, {"field": "length", "bytes": 4}, {"field": "text", "bytes": 1}]}
            """
        return [
            [1, 1, 0, 0, 0, 1] + zeros + signature,
            [1, 2, 1] + key + signature,
            [1, 2, 2] + key + key + signature,
            [1, 1, 0, 0, 0, 1] + FuzzKey.sm2.publicKey.uncompressed,
            Array(profile.utf8),
        ]
    }

    static func feed(_ bytes: [UInt8]) {
        _ = SDFSealed(parsing: bytes)
        _ = SDFSealingLocator(parsing: bytes)
        _ = SDFSigningLocator(parsing: bytes)
        _ = try? SDFProfile(json: bytes)  // An operator's file may be refused for any reason.
    }
}
