import Glibc

/// A folder that only this process's user may enter, and the plain files in it that only he may use. Every call blocks,
/// shortly.
///
/// `Sendable` holds because the descriptor is only read.
final class PrivateFolder: Sendable {
    /// The longest file that is read.
    private static let limit = RootKeyFile.maximumLength + 1
    private static let lockTries = 2000
    private static let lockPauseMicroseconds: UInt32 = 5000

    private let descriptor: Int32

    /// Opens the folder, and makes it first if it is missing and that is wanted.
    init(opening path: String, creating: Bool) throws(RootKeyFileError) {
        if creating, unsafe mkdir(path, 0o700) != 0, errno != EEXIST { throw .inaccessible(systemError: errno) }
        let descriptor = unsafe Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw errno == ENOENT ? .missing : .inaccessible(systemError: errno)
        }
        self.descriptor = descriptor
        let status = try Self.status(of: descriptor)
        guard status.st_uid == geteuid(), status.st_mode & 0o077 == 0 else { throw .folderTooOpen }
    }

    deinit { _ = Glibc.close(descriptor) }

    /// The folder and the name of a file, from its path.
    static func split(_ path: String) throws(RootKeyFileError) -> (folder: String, name: String) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: true)
        guard let name = parts.last, !path.hasSuffix("/"), !path.utf8.contains(0) else {
            throw .inaccessible(systemError: EINVAL)
        }
        let folder = parts.dropLast().joined(separator: "/")
        if path.hasPrefix("/") { return ("/" + folder, String(name)) }
        return (folder.isEmpty ? "." : folder, String(name))
    }

    /// All of a file, or `nil` where there is none.
    func read(_ name: String) throws(RootKeyFileError) -> [UInt8]? {
        let file = unsafe openat(descriptor, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else {
            switch errno {
            case ENOENT: return nil
            case ELOOP: throw .fileTooOpen
            case let code: throw .inaccessible(systemError: code)
            }
        }
        defer { _ = Glibc.close(file) }
        try Self.checkIsPrivate(file)
        var bytes = [UInt8](repeating: 0, count: Self.limit)
        var count = 0
        while count < bytes.count {
            let more = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe Glibc.read(file, buffer.baseAddress?.advanced(by: count), buffer.count - count)
            }
            if more == 0 { break }
            guard more > 0 || errno == EINTR else { throw .inaccessible(systemError: errno) }
            count += max(0, more)
        }
        return Array(bytes[..<count])
    }

    /// Puts a file in place as a whole: after any crash either the old one is there or the new one.
    func replace(_ name: String, with bytes: [UInt8]) throws(RootKeyFileError) {
        let new = name + ".new"
        try remove(new)
        let file = unsafe openat(descriptor, new, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .inaccessible(systemError: errno) }
        let problem = Self.write(bytes, to: file)
        let closed = Glibc.close(file)
        guard problem == nil, closed == 0 else {
            let code = problem ?? errno
            try remove(new)
            throw .inaccessible(systemError: code)
        }
        guard unsafe renameat(descriptor, new, descriptor, name) == 0, fsync(descriptor) == 0 else {
            throw .inaccessible(systemError: errno)
        }
    }

    /// Removes a file; that it is not there is no error.
    func remove(_ name: String) throws(RootKeyFileError) {
        guard unsafe unlinkat(descriptor, name, 0) == 0 || errno == ENOENT else {
            throw .inaccessible(systemError: errno)
        }
    }

    /// Runs `body` while no other process, and no other folder object of this one, runs it with the same lock file.
    ///
    /// - Throws: `.busy` where another holds the lock for ten seconds.
    func withLock<Value>(_ name: String, _ body: () throws(RootKeyFileError) -> Value) throws(RootKeyFileError) -> Value
    {
        let file = unsafe openat(descriptor, name, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .inaccessible(systemError: errno) }
        defer { _ = Glibc.close(file) }
        try Self.checkIsPrivate(file)
        var tries = 0
        while flock(file, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR else { throw .inaccessible(systemError: errno) }
            tries += 1
            guard tries < Self.lockTries else { throw .busy }
            usleep(Self.lockPauseMicroseconds)
        }
        return try body()
    }

    private static func checkIsPrivate(_ file: Int32) throws(RootKeyFileError) {
        let status = try status(of: file)
        guard status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid(), status.st_mode & 0o177 == 0 else {
            throw .fileTooOpen
        }
    }

    private static func status(of file: Int32) throws(RootKeyFileError) -> stat {
        var status = stat()
        guard unsafe fstat(file, &status) == 0 else { throw .inaccessible(systemError: errno) }
        return status
    }

    /// - Returns: the system's error, or `nil` once every byte is on the disk.
    private static func write(_ bytes: [UInt8], to file: Int32) -> Int32? {
        guard fchmod(file, 0o600) == 0 else { return errno }
        var count = 0
        while count < bytes.count {
            let more = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.write(file, buffer.baseAddress?.advanced(by: count), buffer.count - count)
            }
            guard more >= 0 || errno == EINTR else { return errno }
            count += max(0, more)
        }
        return fsync(file) == 0 ? nil : errno
    }
}
