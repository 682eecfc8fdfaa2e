import Glibc

/// The file of a shared library, as bytes.
struct LibraryFile {
    /// Room for the header and the table of parts, which linkers put at the start.
    private static let headLength = 8192

    /// At most the first 8,192 bytes.
    let head: [UInt8]
    /// Bytes of the whole file.
    let length: UInt64

    /// Reads the file; `nil` if there is none, or no right to read it.
    init?(path: String) {
        let file = unsafe path.withCString { unsafe Glibc.open($0, O_RDONLY | O_CLOEXEC) }
        guard file >= 0 else { return nil }
        defer { _ = Glibc.close(file) }
        var bytes = [UInt8](repeating: 0, count: Self.headLength)
        let count = unsafe Glibc.read(file, &bytes, bytes.count)
        let end = lseek(file, 0, SEEK_END)
        guard count >= 0, end >= 0 else { return nil }
        head = Array(bytes.prefix(count))
        length = UInt64(end)
    }
}
