import CProcess
import Foundation
import SMCrypto

/// A file with one component of a key, as its custodian brought it: 64 hexadecimal digits, for nobody else to read.
enum ComponentFile {
    /// Nothing longer is a component; the bytes past it are not read.
    private static let limit = 1_024

    /// Reads the component, and overwrites what it was read into.
    ///
    /// - Returns: what the digits say; empty where they are no digits, for the ceremony to refuse and to record.
    static func read(_ path: String) throws(ComponentFileFault) -> SecretBytes {
        let file = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { throw errno == ELOOP ? .tooOpen(path) : .unreadable(path) }
        defer { close(file) }
        var state = xinglin_file()
        guard xinglin_read_file(file, &state) == 0 else { throw .unreadable(path) }
        guard state.is_plain != 0, state.mode & 0o177 == 0 else { throw .tooOpen(path) }
        var text = [UInt8](repeating: 0, count: limit)
        defer { SecretBytes.wipe(&text) }
        var count = 0
        while count < limit {
            let more = text.withUnsafeMutableBytes { buffer in
                Foundation.read(file, buffer.baseAddress?.advanced(by: count), limit - count)
            }
            if more == 0 { break }
            guard more > 0 || errno == EINTR else { throw .unreadable(path) }
            count += max(0, more)
        }
        while count > 0, [UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: " ")].contains(text[count - 1]) {
            count -= 1
        }
        var digits = Array(text[..<count])
        defer { SecretBytes.wipe(&digits) }
        guard var component = Hex.decode(digits: digits) else { return SecretBytes([]) }
        return SecretBytes(wiping: &component)
    }
}
