import Foundation
import SMCrypto

/// When passphrases were wrong, in a small file beside the root keys: three in a minute, and the next must wait until a
/// minute after the last. It holds across restarts. Who can delete the file can also copy the root keys and guess
/// elsewhere: against him only the strength of the passphrase helps.
///
/// An attempt is written down before it is made and struck out when it succeeds, so killing the process is no way round.
struct AttemptLog {
    /// Wrong passphrases that may follow one another within ``window``.
    static let limit = 3
    /// How long attempts count, and how long the next one then waits.
    static let window: TimeInterval = 60
    /// One line each: milliseconds since 1970.
    private static let maximumLength = 1024

    private let folder: PrivateFolder
    private let name: String

    init(folder: PrivateFolder, name: String) {
        self.folder = folder
        self.name = name
    }

    /// Writes an attempt down.
    ///
    /// - Throws: `.tooManyAttempts` where it must wait; then nothing counts anew.
    func begin(at now: Date) throws(RootKeyFileError) {
        let recent = try read(now).filter { $0 > now.addingTimeInterval(-Self.window) }
        if recent.count >= Self.limit, let last = recent.max() {
            let wait = Self.window - now.timeIntervalSince(last)
            throw .tooManyAttempts(secondsToWait: max(1, Int(wait.rounded(.up))))
        }
        try write(recent + [now])
    }

    /// Strikes the attempts out after one that succeeded.
    func succeed() throws(RootKeyFileError) { try folder.remove(name) }

    /// The attempts on record. An instant in the future, as a clock that was set back makes it, becomes now; so does
    /// every line of a file that is not ours, which then counts as full. Either is written down, so the wait ends.
    private func read(_ now: Date) throws(RootKeyFileError) -> [Date] {
        guard let bytes = try folder.read(name) else { return [] }
        guard let known = Self.parse(bytes) else {
            let full = [Date](repeating: now, count: Self.limit)
            try write(full)
            return full
        }
        let instants = known.map { min($0, now) }
        if instants != known { try write(instants) }
        return instants
    }

    private func write(_ instants: [Date]) throws(RootKeyFileError) {
        let lines = instants.suffix(Self.limit).map { "\(Int64(($0.timeIntervalSince1970 * 1000).rounded()))\n" }
        try folder.replace(name, with: Array(lines.joined().utf8))
    }

    private static func parse(_ bytes: [UInt8]) -> [Date]? {
        guard bytes.count <= maximumLength else { return nil }
        let lines = bytes.split(separator: UInt8(ascii: "\n"))
        let instants = lines.compactMap { Int64(String(decoding: $0, as: UTF8.self)) }
        guard instants.count == lines.count, lines.count <= limit else { return nil }
        return instants.map { Date(timeIntervalSince1970: Double($0) / 1000) }
    }
}
