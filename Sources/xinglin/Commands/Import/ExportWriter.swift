import HealthCardServices

/// A CSV file in UTF-8 with a byte order mark, written in blocks.
final class ExportWriter {
    private static let blockBytes = 262_144

    private let file: PrivateFile
    private var block: [UInt8] = [0xEF, 0xBB, 0xBF]
    private var place: Int64 = 0
    /// Rows, without the header.
    private(set) var count = -1

    init(_ file: PrivateFile) { self.file = file }

    /// Writes one row. A phone number with its country code stays as it is; of any other text a spreadsheet runs nothing.
    func row(_ cells: [String]) throws {
        let line = cells.map { cell in
            let isPhone =
                cell.utf8.first == UInt8(ascii: "+")
                && cell.utf8.dropFirst().allSatisfy { (0x30...0x39).contains($0) }
            return isPhone ? cell : RejectsFile.cell(cell)
        }
        block += Array(line.joined(separator: ",").utf8) + [13, 10]
        count += 1
        if block.count >= Self.blockBytes { try flush() }
    }

    func finish() throws {
        try flush()
        try file.sync()
    }

    private func flush() throws {
        try file.write(block, at: place)
        place += Int64(block.count)
        block.removeAll(keepingCapacity: true)
    }
}
