/// What a reader takes, whatever the file has: its memory is bounded by these.
package enum RecordLimits {
    /// Bytes of a row, quotes included.
    package static let rowBytes = 65_536
    /// Bytes of a cell.
    package static let cellBytes = 4_096
    package static let columns = 64
    /// Bytes that are read at once.
    static let blockBytes = 262_144
}
