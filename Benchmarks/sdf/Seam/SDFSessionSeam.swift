import HealthCardDomain
import HealthCardServices
package import SMCrypto

/// One open session and a sealing root, as a worker thread has them: the calls whose cost is measured. Compiled into
/// the module by `Benchmarks/sdf` only, and no part of the product.
package final class SDFSessionSeam {
    package static let signIndex: UInt32 = 1

    /// The sealing root's two keys as the device wrapped them: `ECCCipher` structures of its profile.
    package let wrappedKeys: (cipher: [UInt8], mac: [UInt8])
    /// The index of the pair they are wrapped under.
    package let wrapIndex: UInt32

    let device: SDFDevice
    let session: SDFSession
    /// A pool without threads.
    let desk: SDFPool
    private let root: SDFSealingRoot

    /// Opens the device and a session. The key is believed as in the product: when the device vouches for it.
    init(_ library: SDFLibrary, password: [UInt8], key: RootKey) throws {
        guard let profile = SDFProfile.shipped["standard-2023"] else { preconditionFailure("the profile is shipped") }
        guard let locator = SDFSealingLocator(parsing: key.locator), let macKey = locator.macKey else {
            preconditionFailure("a device with HMAC makes two keys")
        }
        wrappedKeys = (
            SDFAnswer.cipher(of: locator.encryptionKey, profile: profile),
            SDFAnswer.cipher(of: macKey, profile: profile)
        )
        wrapIndex = profile.keys.wrapping
        let access = try SDFAccess(SecretBytes(password))
        let connect = { @Sendable () throws(SDFFailure) in
            try SDFDevice(library.functions, profile: profile, access: access)
        }
        device = try connect()
        session = try device.openSession()
        desk = SDFPool(SDFSettings(), connect: connect)
        root = try SDFSealingRoot(key, in: desk)
    }

    /// Opens a session of a library that cannot make or sign a key, and gives it two that nobody vouched for: what
    /// comes after, the look-up of the key in each call among it, is as ever.
    package convenience init(unsignedKeysOf path: String, password: [UInt8]) throws {
        let point = try SM2PrivateKey.generate().publicKey.uncompressed
        let wrapped = try SDFWrappedKey(point + [UInt8](repeating: 1, count: SDFWrappedKey.length - point.count))
        let signature = try SM2Signature(raw: [UInt8](repeating: 1, count: 64))
        let locator = SDFSealingLocator(encryptionKey: wrapped, macKey: wrapped, signature: signature)
        let key = RootKey(purpose: .sealing, version: 1, locator: locator.bytes)
        try self.init(try SDFLibrary(path: path), password: password, key: key)
        for purpose in [SDFKeyUse.Purpose.encryption, .mac] {
            let use = SDFKeyUse(id: root.id, version: root.version, purpose: purpose)
            _ = try session.key(wrapped, for: use) { true }
        }
    }

    package func close() {
        session.close()
        device.release()
    }

    package func random(_ count: Int) throws -> [UInt8] { try session.random(count) }

    package func encrypt(_ text: [UInt8], iv: [UInt8]) throws -> [UInt8] {
        try session.crypt(.encrypt, text, iv: iv, with: root.encryptionKey(in: session))
    }

    package func mac(_ message: [UInt8]) throws -> [UInt8] {
        try session.mac(message, with: root.macKey(in: session))
    }

    package func sign(_ message: [UInt8]) throws -> SM2Signature {
        try session.sign(message, index: Self.signIndex)
    }

    /// What `sign` does in software: the digest that goes to the device, and the check of what comes back.
    package func signInSoftware(_ message: [UInt8], _ signature: SM2Signature) throws -> [UInt8] {
        let key = try session.signingKey(Self.signIndex)
        let digest = try SM2Digest.message(message, id: SM2.defaultID, publicKey: key)
        precondition(key.isValid(signature, for: message), "the signature verifies")
        return digest
    }
}
