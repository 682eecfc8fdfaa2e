import Foundation
import Testing

/// Botan 2 in a process of its own: `tools/differential/botan_peer.c`, built when a run begins.
final class DifferentialBotan: DifferentialPeer {
    private let process = Process()
    private let requests = Pipe()
    private let answers = Pipe()
    private var received: [UInt8] = []
    private var taken = 0

    /// Builds the peer and starts it.
    init() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "botan-peer-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }  // What stays behind is in the temporary folder.
        let binary = folder.appending(path: "botan_peer")
        let build = Process()
        build.executableURL = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../tools/differential/build")
        build.arguments = [binary.path()]
        try build.run()
        build.waitUntilExit()
        try #require(build.terminationStatus == 0, "tools/differential/build failed: is libbotan-2-dev installed?")

        signal(SIGPIPE, SIG_IGN)  // A peer that died shows as an error of the next write.
        process.executableURL = binary
        process.standardInput = requests
        process.standardOutput = answers
        try process.run()
        // It answers only once it runs, so its file may go after that.
        _ = try ask("version", [])
    }

    deinit {
        try? requests.fileHandleForWriting.close()  // The peer ends with its input; a broken pipe means it has ended.
    }

    func ask(_ operation: String, _ fields: [[UInt8]]) throws -> [UInt8]? {
        var body: [UInt8] = []
        for field in [Array(operation.utf8)] + fields {
            body += bigEndian(field.count)
            body += field
        }
        try requests.fileHandleForWriting.write(contentsOf: Data(bigEndian(body.count) + body))
        let head = try read(4)
        let answer = try read(head.reduce(0) { $0 << 8 | Int($1) })
        return answer.first == 1 ? Array(answer.dropFirst()) : nil
    }

    private func bigEndian(_ count: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: count >> $0) }
    }

    private func read(_ count: Int) throws -> [UInt8] {
        while received.count - taken < count {
            let more = answers.fileHandleForReading.availableData
            try #require(!more.isEmpty, "botan_peer ended; its last words are on standard error")
            received = Array(received[taken...]) + more
            taken = 0
        }
        defer { taken += count }
        return Array(received[taken..<(taken + count)])
    }
}
