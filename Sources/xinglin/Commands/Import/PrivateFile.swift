import CProcess
import Foundation
import Glibc

/// A file that its owner alone may read, written at a place that is known before.
final class PrivateFile {
    let path: String
    private let handle: Int32

    /// - Parameter isNew: refuses a file that is there.
    /// - Throws: `CommandFailure`.
    init(_ path: String, isNew: Bool) throws {
        self.path = path
        let mode = O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC | (isNew ? O_EXCL : 0)
        handle = open(path, mode, 0o600)
        guard handle >= 0, fchmod(handle, 0o600) == 0 else {
            throw CommandFailure("文件已存在或无法创建 / the file exists or cannot be made: \(path)")
        }
    }

    deinit { close(handle) }

    /// How long the file is, in bytes.
    func length() throws -> Int64 {
        var state = xinglin_file()
        guard xinglin_read_file(handle, &state) == 0 else { throw failure }
        return state.bytes
    }

    /// Leaves the first bytes, and nothing behind them.
    func cut(to length: Int64) throws {
        guard ftruncate(handle, off_t(length)) == 0 else { throw failure }
    }

    /// Writes bytes at a place.
    func write(_ bytes: [UInt8], at place: Int64) throws {
        var done = 0
        while done < bytes.count {
            let written = bytes[done...].withUnsafeBytes {
                pwrite(handle, $0.baseAddress, $0.count, off_t(place) + off_t(done))
            }
            guard written > 0 else { throw failure }
            done += written
        }
    }

    /// Returns when what was written is on disk.
    func sync() throws {
        guard fsync(handle) == 0 else { throw failure }
    }

    func remove() throws {
        guard unlink(path) == 0 else { throw failure }
    }

    private var failure: CommandFailure { CommandFailure("写入文件出错 / writing the file failed: \(path)") }
}
