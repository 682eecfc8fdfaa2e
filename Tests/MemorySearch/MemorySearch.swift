import Foundation

/// Looks for one random value in all writable memory of this process, by `/proc/self/mem`.
///
/// The value itself is kept with every byte turned over, and the buffer that memory is read into is left out.
package final class MemorySearch {
    package static let length = 32
    private static let chunk = 1 << 20
    /// Longer ranges are what a sanitizer reserves for its own notes: they hold no bytes of the program.
    private static let longestRange: UInt64 = 1 << 36

    private let masked: [UInt8]
    private let buffer: UnsafeMutableRawBufferPointer
    private let memory: FileHandle

    package init() throws {
        masked = (0..<Self.length).map { _ in UInt8.random(in: 0...255) }
        buffer = .allocate(byteCount: Self.chunk, alignment: 4096)
        memory = try FileHandle(forReadingFrom: URL(filePath: "/proc/self/mem"))
    }

    deinit { buffer.deallocate() }

    /// Gives the value, each time in an array of its own.
    package var needle: @Sendable () -> [UInt8] {
        { [masked] in
            [UInt8](unsafeUninitializedCapacity: Self.length) { bytes, count in
                for index in 0..<Self.length { bytes[index] = ~masked[index] }
                count = Self.length
            }
        }
    }

    /// How often the value is there.
    package func hits() throws -> Int {
        var found = 0
        for line in try Self.lines(of: "/proc/self/maps") where line.contains(" rw") {
            let range = line.prefix { $0 != " " }.split(separator: "-").compactMap { UInt64($0, radix: 16) }
            guard range.count == 2, range[1] - range[0] <= Self.longestRange else { continue }
            var position = range[0]
            while position < range[1] {
                let count = read(position, min(UInt64(Self.chunk), range[1] - position))
                guard count > 0 else { break }
                found += hits(count: count, at: position)
                position += UInt64(count == Self.chunk ? count - Self.length + 1 : count)
            }
        }
        return found
    }

    /// The lines of a file of the system, which gives them in pieces.
    package static func lines(of path: String) throws -> [Substring] {
        let file = try FileHandle(forReadingFrom: URL(filePath: path))
        var bytes = Data()
        while case let piece = file.availableData, !piece.isEmpty { bytes += piece }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    }

    private func read(_ position: UInt64, _ count: UInt64) -> Int {
        pread(memory.fileDescriptor, buffer.baseAddress, Int(count), off_t(position))
    }

    private func hits(count: Int, at position: UInt64) -> Int {
        guard let base = buffer.baseAddress else { return 0 }
        var found = 0
        var start = 0
        while start < count, let next = memchr(base + start, Int32(~masked[0]), count - start) {
            let offset = next - UnsafeMutableRawPointer(base)
            if isNeedle(at: offset, count), !isOwn(position + UInt64(offset)) { found += 1 }
            start = offset + 1
        }
        return found
    }

    private func isNeedle(at offset: Int, _ count: Int) -> Bool {
        guard offset + Self.length <= count else { return false }
        for index in 0..<Self.length where buffer[offset + index] != ~masked[index] { return false }
        return true
    }

    private func isOwn(_ address: UInt64) -> Bool {
        let start = UInt64(UInt(bitPattern: buffer.baseAddress))
        return (start..<(start + UInt64(Self.chunk))).contains(address)
    }
}
