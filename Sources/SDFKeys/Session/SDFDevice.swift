import SMCrypto
import Synchronization

/// One opening of a device. It is closed when the pool has let go of it and its last session is closed: by whoever
/// comes last, on a thread that may wait for the device.
///
/// `@unchecked Sendable` holds because the handle never changes, and GM/T 0018 lets sessions of one device be used from
/// several threads at once.
@safe
final class SDFDevice: @unchecked Sendable {
    let functions: SDFFunctions
    let profile: SDFProfile
    let access: SDFAccess
    private let handle: UnsafeMutableRawPointer
    /// Sessions, and the pool itself.
    private let users = Mutex(1)

    /// Opens the device.
    init(
        _ functions: SDFFunctions,
        profile: SDFProfile,
        access: SDFAccess
    ) throws(SDFFailure) {
        var opened: UnsafeMutableRawPointer?
        try SDFStatus.check(unsafe functions.openDevice(&opened), "OpenDevice", profile)
        guard let handle = unsafe opened else { throw .wrongAnswer }
        unsafe self.handle = unsafe handle
        self.functions = functions
        self.profile = profile
        self.access = access
    }

    /// Opens a session, which must be closed.
    func openSession() throws(SDFFailure) -> SDFSession {
        var opened: UnsafeMutableRawPointer?
        try SDFStatus.check(unsafe functions.openSession(handle, &opened), "OpenSession", profile)
        guard let session = unsafe opened else { throw .wrongAnswer }
        users.withLock { $0 += 1 }
        return unsafe SDFSession(session, on: self)
    }

    /// Gives up one use; the last one closes the device. A device that is gone answers with an error, which changes
    /// nothing: the handle is never used again.
    func release() {
        let isLast = users.withLock { users in
            users -= 1
            return users == 0
        }
        if isLast { _ = unsafe functions.closeDevice(handle) }
    }
}
