package import HealthCardServices

/// Why a file is not read at all.
package enum FileRefusal: Error, Sendable, Equatable {
    case empty
    /// Unpacked it could be of any size: unpack it and look first.
    case compressed
    /// UTF-16 or UTF-32.
    case encoding
    /// The first line is no header of at most 64 columns and 64 KiB.
    case header
    case columnMissing(ImportColumn)
    /// Two headers stand for one column.
    case columnTwice(ImportColumn)
    /// `--map` names a header that the file has not.
    case headerMissing(String)
    /// The place to go on from is not in the file.
    case place
}
