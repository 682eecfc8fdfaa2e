import CProcess
import Glibc
import ImportFiles
import SMCrypto

/// A list on disk, held open for as long as it is imported.
final class ListFile: FileBytes {
    private static let blockBytes = 1_048_576

    let path: String
    private let handle: Int32
    /// As it was when it was opened.
    private let state: xinglin_file

    /// - Throws: `CommandFailure` where it cannot be read, or is no plain file.
    init(_ path: String) throws {
        self.path = path
        handle = open(path, O_RDONLY | O_CLOEXEC)
        guard handle >= 0 else { throw CommandFailure("无法读取文件 / the file cannot be read: \(path)") }
        var state = xinglin_file()
        guard xinglin_read_file(handle, &state) == 0, state.is_plain != 0 else {
            close(handle)
            throw CommandFailure("不是普通文件 / this is no plain file: \(path)")
        }
        self.state = state
    }

    deinit { close(handle) }

    var count: Int64 { state.bytes }

    func read(at place: Int64, limit: Int) throws -> [UInt8] {
        let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, length in
            length = max(pread(handle, buffer.baseAddress, limit, off_t(place)), -1)
            if length < 0 { length = 0 }
        }
        guard !bytes.isEmpty || place >= count else {
            throw CommandFailure("读取文件出错 / reading the file failed: \(path)")
        }
        return bytes
    }

    /// Passes if nobody wrote to the file since it was opened.
    func requireUnchanged() throws {
        var now = xinglin_file()
        guard xinglin_read_file(handle, &now) == 0, now.bytes == state.bytes, now.seconds == state.seconds,
            now.nanoseconds == state.nanoseconds
        else { throw CommandFailure("文件在导入期间被改动 / the file was changed while it was imported: \(path)") }
    }

    /// SM3 over the file.
    func digest() throws -> [UInt8] {
        let stream = SM3Stream()
        var place: Int64 = 0
        while place < count {
            let block = try read(at: place, limit: Self.blockBytes)
            stream.update(block)
            place += Int64(block.count)
        }
        return stream.finish()
    }
}
