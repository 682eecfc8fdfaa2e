import Foundation
import Glibc

/// How far a long command has come, on standard error: a bar where a person looks, a line every ten seconds elsewhere.
struct ImportProgress {
    private static let width = 24
    private static let linePause = Duration.seconds(10)

    private let clock = ContinuousClock()
    private let start: ContinuousClock.Instant
    private let startBytes: Int64
    private let totalBytes: Int64
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private var lastLine: ContinuousClock.Instant
    private var rows = 0

    init(from startBytes: Int64, of totalBytes: Int64) {
        start = clock.now
        lastLine = start
        self.startBytes = startBytes
        self.totalBytes = totalBytes
    }

    /// Says where it stands after some more rows.
    mutating func advance(rows added: Int, to byte: Int64) {
        rows += added
        let now = clock.now
        guard isTerminal || now - lastLine >= Self.linePause else { return }
        lastLine = now
        let seconds = max((now - start) / .seconds(1), 0.001)
        let share = totalBytes == 0 ? 1 : Double(byte) / Double(totalBytes)
        let byteRate = Double(byte - startBytes) / seconds
        let left = byteRate > 0 ? Int(Double(totalBytes - byte) / byteRate) : 0
        let filled = Int(share * Double(Self.width))
        let bar = String(repeating: "█", count: filled) + String(repeating: "·", count: Self.width - filled)
        let text = "\(bar) \(Int(share * 100))% · \(Int(Double(rows) / seconds)) 行/秒 rows/s · 剩余 left \(left) s"
        FileHandle.standardError.write(Data((isTerminal ? "\r\(text)   " : "\(text)\n").utf8))
    }

    /// Leaves the bar behind.
    func end() {
        if isTerminal, rows > 0 { FileHandle.standardError.write(Data("\n".utf8)) }
    }

    /// Rows of this process in a second.
    var rate: Int { Int(Double(rows) / max((clock.now - start) / .seconds(1), 0.001)) }
}
