import Foundation
import Testing

/// `tools/gmssl_peer.py`, running beside the test: one line out, one line back.
final class GmsslPeer {
    /// The Python that has the package `gmssl`; without this variable the exchange is skipped.
    static let interpreter = ProcessInfo.processInfo.environment["XINGLIN_PYTHON"]

    struct Refusal: Error, CustomStringConvertible {
        let description: String
    }

    private struct Answer: Decodable {
        let ok: String?
        let error: String?
    }

    private let process = Process()
    private let requests = Pipe()
    private let answers = Pipe()
    private var received = Data()

    init() throws {
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../tools/gmssl_peer.py")
        process.executableURL = URL(filePath: try #require(Self.interpreter))
        process.arguments = [script.path()]
        process.standardInput = requests
        process.standardOutput = answers
        try process.run()
        try #require(try readAnswer() == "ready")
    }

    deinit {
        // The script ends with its input. SIGTERM would not end it: a child inherits the signals that are blocked on
        // the thread that starts it.
        do {
            try requests.fileHandleForWriting.close()
        } catch {
            Issue.record(error)
        }
    }

    /// Asks for one operation.
    ///
    /// - Throws: `Refusal` if the peer says no.
    func ask(_ operation: String, _ fields: [String: String]) throws -> String {
        var line = try JSONEncoder().encode(fields.merging(["op": operation]) { first, _ in first })
        line.append(UInt8(ascii: "\n"))
        try requests.fileHandleForWriting.write(contentsOf: line)
        return try readAnswer()
    }

    private func readAnswer() throws -> String {
        while true {
            if let end = received.firstIndex(of: UInt8(ascii: "\n")) {
                let answer = try JSONDecoder().decode(Answer.self, from: received[..<end])
                received = Data(received[(end + 1)...])
                if let ok = answer.ok { return ok }
                throw Refusal(description: answer.error ?? "no reason given")
            }
            let more = answers.fileHandleForReading.availableData
            try #require(!more.isEmpty, "gmssl_peer.py ended: is the package gmssl installed for XINGLIN_PYTHON?")
            received += more
        }
    }
}
