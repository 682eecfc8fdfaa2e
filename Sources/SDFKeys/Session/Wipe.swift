import Glibc

/// Overwriting of secrets that had to pass through an array.
enum Wipe {
    /// Writes zeros over the bytes, and keeps the compiler from leaving that out. It reaches this array's storage only,
    /// not copies made before.
    static func overwrite(_ bytes: inout [UInt8]) {
        unsafe bytes.withUnsafeMutableBufferPointer { unsafe overwrite($0) }
    }

    /// Writes zeros over memory.
    static func overwrite(_ bytes: UnsafeMutableBufferPointer<UInt8>) {
        if let start = bytes.baseAddress { unsafe explicit_bzero(start, bytes.count) }
    }
}
