import Glibc

/// Overwriting of secrets that had to pass through an array.
enum Wipe {
    /// Writes zeros over the bytes, and keeps the compiler from leaving that out. It reaches this array's storage only,
    /// not copies made before.
    static func overwrite(_ bytes: inout [UInt8]) {
        unsafe bytes.withUnsafeMutableBytes { buffer in
            if let start = buffer.baseAddress { unsafe explicit_bzero(start, buffer.count) }
        }
    }
}
