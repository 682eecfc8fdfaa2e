import HealthCardServices

/// Cuts a file into records, with a window of bounded size over it.
///
/// It works on bytes of either encoding: no byte of a longer character of UTF-8 or GB 18030 equals a quote, a
/// separator or a line end.
struct RecordScanner {
    /// How records are cut.
    enum Form: Sendable, Equatable {
        case csv(separator: UInt8)
        case lines
    }

    /// What one pass over the window found.
    enum Step {
        /// The record goes on behind the window.
        case more
        /// The record ends before this place of the window; its line end is passed.
        case record(end: Int)
        /// The record is broken here: the rest of the line is left out.
        case broken(at: Int)
    }

    private static let (lineFeed, carriageReturn) = (UInt8(ascii: "\n"), UInt8(ascii: "\r"))

    private let file: any FileBytes
    private let form: Form
    private var window: [UInt8] = []
    /// Where the window lies in the file, and how much of it is done.
    private var windowStart: Int64
    private var done = 0
    private var isAtEnd = false
    private(set) var record = RawRecord()

    init(_ file: any FileBytes, form: Form, from place: Int64) {
        self.file = file
        self.form = form
        windowStart = place
    }

    /// The same scanner at another place of its file.
    func moved(to place: Int64) -> RecordScanner { RecordScanner(file, form: form, from: place) }

    /// Where the next record begins.
    var place: Int64 { windowStart + Int64(done) }

    /// Reads the next record that is no empty line into `record`.
    ///
    /// - Returns: `false` at the end of the file.
    mutating func next() throws -> Bool {
        while try skipEmptyLines() {
            record.clear()
            switch scan() {
            case .record(let end):
                done = end
                return true
            case .broken(let place):
                done = place
                try skipLine()
                return true
            case .more:
                if window.count - done > RecordLimits.rowBytes {
                    record.clear()
                    record.mark(.rowTooLong)
                    try skipLine()
                    return true
                }
                try fill()
            }
        }
        return false
    }

    private mutating func scan() -> Step {
        switch form {
        case .csv(let separator):
            // Taken out for the cut, so that the window can be read beside it.
            var taken = RawRecord()
            swap(&taken, &record)
            defer { swap(&taken, &record) }
            return CSVCutter(separator: separator, isAtEnd: isAtEnd).cut(window.span, from: done, into: &taken)
        case .lines: return cutLine()
        }
    }

    private mutating func cutLine() -> Step {
        let limit = min(window.count, done + RecordLimits.rowBytes)
        let end = window[done..<limit].firstIndex(of: Self.lineFeed)
        guard end != nil || (isAtEnd && limit == window.count) else { return .more }
        var cell = window[done..<(end ?? limit)]
        if cell.last == Self.carriageReturn { cell = cell.dropLast() }
        record.bytes.append(contentsOf: cell)
        record.ends.append(record.bytes.count)
        if cell.contains(0) { record.mark(.nul) }
        return .record(end: end.map { $0 + 1 } ?? limit)
    }

    /// Passes line ends between records.
    ///
    /// - Returns: `false` at the end of the file.
    private mutating func skipEmptyLines() throws -> Bool {
        while true {
            while done < window.count, window[done] == Self.lineFeed || window[done] == Self.carriageReturn {
                done += 1
            }
            if done < window.count { return true }
            if isAtEnd { return false }
            try fill()
        }
    }

    private mutating func skipLine() throws {
        while true {
            if let end = window[done...].firstIndex(of: Self.lineFeed) {
                done = end + 1
                return
            }
            done = window.count
            if isAtEnd { return }
            try fill()
        }
    }

    /// Moves the window on: what is done leaves it, a block comes in.
    private mutating func fill() throws {
        window.removeFirst(done)
        windowStart += Int64(done)
        done = 0
        let block = try file.read(at: windowStart + Int64(window.count), limit: RecordLimits.blockBytes)
        window += block
        isAtEnd = block.isEmpty
    }
}
