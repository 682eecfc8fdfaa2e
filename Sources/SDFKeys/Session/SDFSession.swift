import HealthCardServices
import SMCrypto

/// One session of a device, for one thread. A vendor's library keeps the state of a hash or a MAC inside a session, so
/// two threads in one session spoil each other's answers: each worker thread has its own, for good.
///
/// Each function here is one call of the library, with its buffers and the check of its answer.
@safe
final class SDFSession {
    static let ivLength = 16

    /// More than any vendor's structure is longer than another's.
    private static let slackBytes = 512

    /// The most handles a session keeps; devices have few places. A new one then begins afresh.
    private static let keyLimit = 16

    let device: SDFDevice
    let handle: UnsafeMutableRawPointer
    /// At most as many as `keyLimit`: looked through faster than hashed. Replaced as a whole and never changed in place:
    /// each call reads it, and while no change can overlap a reading, the compiler leaves the check of that out.
    private var keys: [(use: SDFKeyUse, handle: SDFKeyHandle)] = []
    private var rights: Set<UInt32> = []
    private var signingKeys: [UInt32: SM2PublicKey] = [:]
    private var lastRandom: SDFAnswer.RandomHead?

    var functions: SDFFunctions { device.functions }
    private var profile: SDFProfile { device.profile }

    init(_ handle: UnsafeMutableRawPointer, on device: SDFDevice) {
        unsafe self.handle = unsafe handle
        self.device = device
    }

    /// Gives everything back. A device that is gone answers with errors, which change nothing.
    func close() {
        for key in keys { destroy(key.handle) }
        for index in rights { _ = unsafe functions.releaseAccessRight(handle, index) }
        _ = unsafe functions.closeSession(handle)
        device.release()
    }

    func identity() throws(SDFFailure) -> SDFDeviceIdentity {
        // A library of another edition may have a longer structure; what lies behind ours is not read.
        var bytes = Self.buffer(SDFAnswer.deviceInfoBytes)
        try check(unsafe functions.getDeviceInfo(handle, &bytes), "GetDeviceInfo")
        return try SDFFailure.weighing { () throws(KeyServiceError) in
            try SDFAnswer.deviceIdentity(Array(bytes.prefix(SDFAnswer.deviceInfoBytes)))
        }
    }

    /// Random bytes, checked for a generator that is stuck.
    ///
    /// - Parameter count: at least 1; short requests are drawn as 16 bytes and cut.
    func random(_ count: Int) throws(SDFFailure) -> [UInt8] {
        let drawn = max(count, 16)
        var answer: Int32 = 0
        // Copied from memory that is wiped: the array made from a buffer is cheap, while the initializer that lends an
        // array's own memory looks up its type in each call.
        let bytes: [UInt8] = unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: drawn) { scratch in
            defer { unsafe Wipe.overwrite(scratch) }
            unsafe scratch.initialize(repeating: 0)
            if let start = scratch.baseAddress {
                unsafe answer = functions.generateRandom(handle, UInt32(drawn), start)
            }
            return unsafe Array(UnsafeBufferPointer(scratch))
        }
        try check(answer, "GenerateRandom")
        do {
            lastRandom = try SDFAnswer.random(bytes, last: lastRandom)
        } catch {
            throw SDFFailure(error)
        }
        return count < drawn ? Array(bytes.prefix(count)) : bytes
    }

    /// The public half of an internal signing pair, asked once per session.
    func signingKey(_ index: UInt32) throws(SDFFailure) -> SM2PublicKey {
        if let known = signingKeys[index] { return known }
        var bytes = Self.buffer(profile.publicKeyBytes)
        try check(unsafe functions.exportSignPublicKey(handle, index, &bytes), "ExportSignPublicKey_ECC")
        let answer = try Self.answer(in: bytes, count: profile.publicKeyBytes)
        let key = try SDFFailure.weighing { () throws(KeyServiceError) in
            try SDFAnswer.publicKey(answer, profile: profile)
        }
        signingKeys[index] = key
        return key
    }

    /// Gets this session the right to use a private key, once.
    func acquireRight(_ index: UInt32) throws(SDFFailure) {
        if rights.contains(index) { return }
        guard !device.access.isRefused else { throw SDFFailure(.keyNotUsable) }
        let answer = device.access.withPassword { password in
            let length = UInt32(password.count)
            return unsafe functions.getAccessRight(handle, index, &password, length)
        }
        do {
            try check(answer, "GetPrivateKeyAccessRight")
        } catch {
            guard SDFStatus.meansWrongPassword(error) else { throw error }
            device.access.markRefused()
            throw SDFFailure(.keyNotUsable, code: error.code)
        }
        rights.insert(index)
    }

    /// Signs a message with an internal pair (GB/T 32918.2, default identity) and verifies the signature in software:
    /// a device that errs must not be believed.
    ///
    /// - Throws: `.wrongAnswer` if the signature does not verify.
    func sign(_ message: [UInt8], index: UInt32) throws(SDFFailure) -> SM2Signature {
        let key = try signingKey(index)
        try acquireRight(index)
        var digest = try Self.digest(of: message, by: key)
        var bytes = Self.buffer(profile.signatureBytes)
        let length = UInt32(digest.count)
        try check(unsafe functions.internalSign(handle, index, &digest, length, &bytes), "InternalSign_ECC")
        let answer = try Self.answer(in: bytes, count: profile.signatureBytes)
        let signature = try SDFFailure.weighing { () throws(KeyServiceError) in
            try SDFAnswer.signature(answer, profile: profile)
        }
        guard key.isValid(signature, for: message) else { throw .wrongAnswer }
        return signature
    }

    /// Has the device make a symmetric key and wrap it under its own encryption pair. The key is not kept.
    func makeWrappedKey() throws(SDFFailure) -> SDFWrappedKey {
        var bytes = [UInt8](repeating: 0, count: profile.cipher.bufferBytes)
        var made: UnsafeMutableRawPointer?
        let bits = UInt32(SDFWrappedKey.keyLength * 8)
        let answer = unsafe functions.generateKeyWithIPK(handle, profile.keys.wrapping, bits, &bytes, &made)
        try check(answer, "GenerateKeyWithIPK_ECC")
        guard let key = unsafe made else { throw .wrongAnswer }
        unsafe destroy(SDFKeyHandle(pointer: key))
        return try SDFFailure.weighing { () throws(KeyServiceError) in
            try SDFAnswer.wrappedKey(bytes, profile: profile)
        }
    }

    /// The handle of a key that this session imported before.
    func knownKey(for use: SDFKeyUse) -> SDFKeyHandle? {
        for key in keys where key.use == use { return key.handle }
        return nil
    }

    /// The handle of a wrapped key in this session, imported at its first use.
    ///
    /// - Parameter isGenuine: whether the device vouches for the wrapped key; asked before it is imported.
    /// - Throws: `.keyNotUsable` if not, or if it was wrapped by another device.
    func key(
        _ wrapped: SDFWrappedKey,
        for use: SDFKeyUse,
        isGenuine: () -> Bool
    ) throws(SDFFailure) -> SDFKeyHandle {
        if let known = knownKey(for: use) { return known }
        guard isGenuine() else { throw SDFFailure(.keyNotUsable) }
        if keys.count >= Self.keyLimit { forget(Set(keys.map(\.use.id))) }
        let key = try importKey(wrapped)
        keys = keys + [(use, key)]
        return key
    }

    /// Overwrites the handles of these keys inside the device.
    func forget(_ ids: Set<SDFKeyID>) {
        for key in keys where ids.contains(key.use.id) { destroy(key.handle) }
        keys = keys.filter { !ids.contains($0.use.id) }
    }

    private func importKey(_ wrapped: SDFWrappedKey) throws(SDFFailure) -> SDFKeyHandle {
        try acquireRight(profile.keys.wrapping)
        var bytes = SDFAnswer.cipher(of: wrapped, profile: profile)
        var imported: UnsafeMutableRawPointer?
        let answer = unsafe functions.importKeyWithISK(handle, profile.keys.wrapping, &bytes, &imported)
        do {
            try check(answer, "ImportKeyWithISK_ECC")
        } catch {
            // The wrapped key is ours and genuine, so a refusal says that the device's own pair is another one.
            if case .refused = error.error { throw SDFFailure(.keyNotUsable, code: error.code) }
            throw error
        }
        guard let key = unsafe imported else { throw .wrongAnswer }
        return unsafe SDFKeyHandle(pointer: key)
    }

    /// Overwrites a key inside the device. An answer other than success leaves nothing to do: the session's end is the
    /// key's end.
    private func destroy(_ key: SDFKeyHandle) {
        _ = unsafe functions.destroyKey(handle, key.pointer)
    }

    func check(_ answer: Int32, _ operation: @autoclosure () -> String) throws(SDFFailure) {
        // Success first: passing the profile on costs more than the rest of a short call.
        if answer != 0 { try SDFStatus.check(answer, operation(), profile) }
    }

    /// A buffer for a structure, with room behind it: under a profile that does not fit, a library writes more than the
    /// structure should have, and must not reach memory that is not this buffer.
    private static func buffer(_ count: Int) -> [UInt8] {
        [UInt8](repeating: 0, count: count + slackBytes)
    }

    /// The structure in a buffer.
    ///
    /// - Throws: `.wrongAnswer` if the library wrote behind it.
    private static func answer(in buffer: [UInt8], count: Int) throws(SDFFailure) -> [UInt8] {
        guard buffer[count...].allSatisfy({ $0 == 0 }) else { throw .wrongAnswer }
        return Array(buffer[..<count])
    }

    private static func digest(of message: [UInt8], by key: SM2PublicKey) throws(SDFFailure) -> [UInt8] {
        do {
            return try SM2Digest.message(message, id: SM2.defaultID, publicKey: key)
        } catch {
            preconditionFailure("the default identity has a length the standard allows")
        }
    }
}
