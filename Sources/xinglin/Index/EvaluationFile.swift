import Foundation

/// A file of CSV that an evaluation writes, buffered.
final class EvaluationFile {
    private static let bufferBytes = 262_144

    private let file: PrivateFile
    private var buffer: [UInt8]
    private var place: Int64 = 0

    /// - Throws: `CommandFailure` where the file is there already.
    init(_ url: URL, header: String) throws {
        file = try PrivateFile(url.path, isNew: true)
        buffer = Array((header + "\n").utf8)
    }

    func add(_ cells: [String]) throws {
        buffer += Array((cells.map(Self.quoted).joined(separator: ",") + "\n").utf8)
        if buffer.count >= Self.bufferBytes { try flush() }
    }

    /// Writes what is left, and returns when it is on disk.
    func close() throws {
        try flush()
        try file.sync()
    }

    private func flush() throws {
        try file.write(buffer, at: place)
        place += Int64(buffer.count)
        buffer.removeAll(keepingCapacity: true)
    }

    private static func quoted(_ cell: String) -> String {
        guard cell.utf8.contains(where: { "\",\r\n".utf8.contains($0) }) else { return cell }
        return "\"" + cell.replacing("\"", with: "\"\"") + "\""
    }
}
