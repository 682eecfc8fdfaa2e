/// The bytes of a file, read from any place.
package protocol FileBytes: Sendable {
    var count: Int64 { get }
    /// At most `limit` bytes from `place` on; none at the end.
    func read(at place: Int64, limit: Int) throws -> [UInt8]
}
