import ArgumentParser
import Foundation
import HealthCardDomain
import HealthCardServices

/// `xinglin bench requests`: writes signed requests, each with a nonce of its own: scans, or what institutions ask the main
/// index.
///
/// The codes of scans are genuine: made with the key of the data folder, for its cards, and so accepted once and for at
/// most a minute. Write them right before they are sent.
struct BenchRequests: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "requests",
        abstract: "Write signed requests for a server of a sandbox's data folder."
    )

    @OptionGroup var place: PlaceOptions

    enum Kind: ExpressibleByArgument {
        case scan
        case index(IndexRequests.Kind)

        init?(argument: String) {
            if argument == "scan" {
                self = .scan
            } else {
                guard let kind = IndexRequests.Kind(rawValue: argument) else { return nil }
                self = .index(kind)
            }
        }

        static var allValueStrings: [String] { ["scan"] + IndexRequests.Kind.allCases.map(\.rawValue) }
    }

    @Option(help: "What is asked: \(Kind.allValueStrings.joined(separator: ", ")).")
    var kind = Kind.scan

    @Option(help: "How many requests; 1 to 10,000,000.")
    var count: Int

    @Option(
        help: "The file to write: for each request its length in bytes as 8 hexadecimal digits, then its HTTP/1.1 text."
    )
    var out: String

    /// How many bytes gather before they are written.
    private static let chunkBytes = 1 << 20

    func validate() throws {
        guard (1...10_000_000).contains(count) else { throw ValidationError("--count must be 1 to 10000000") }
    }

    func run() async throws {
        let folder = try place.makeFolder()
        let file = folder.appending(path: "sandbox.json")
        let sandbox = try JSONDecoder().decode(SandboxFile.self, from: Data(contentsOf: file))
        switch kind {
        case .scan:
            let key = try await codeKey(of: folder)
            var scans = try ScanRequests(sandbox: sandbox, key: key, ambient: .system)
            try await write { try scans.next() }
        case .index(let kind):
            let registry = try await Registry.open(place, creating: false)
            try await registry.refreshKeys()
            let bench = try await IndexBench(storage: registry.storage)
            var requests = try IndexRequests(kind, sandbox: sandbox, bench: bench, ambient: .system)
            try await write { try await requests.request() }
            try await registry.close()
        }
    }

    private func write(_ next: () async throws -> String) async throws {
        guard
            FileManager.default.createFile(atPath: out, contents: nil, attributes: [.posixPermissions: 0o600]),
            let output = FileHandle(forWritingAtPath: out)
        else { throw CocoaError(.fileWriteUnknown) }
        var chunk = Data()
        for _ in 0..<count {
            let request = Array(try await next().utf8)
            let length = String(request.count, radix: 16)
            chunk.append(contentsOf: String(repeating: "0", count: 8 - length.utf8.count).utf8)
            chunk.append(contentsOf: length.utf8)
            chunk.append(contentsOf: request)
            if chunk.count >= Self.chunkBytes {
                try output.write(contentsOf: chunk)
                chunk.removeAll(keepingCapacity: true)
            }
        }
        try output.write(contentsOf: chunk)
        try output.close()
    }

    /// The key of the server that will read the codes: a server in memory left it in a file, another keeps it wrapped.
    private func codeKey(of folder: URL) async throws -> CodeTokenKey {
        if FileManager.default.fileExists(atPath: BenchCodeKeys.file(in: folder).path) {
            return try await BenchCodeKeys(folder: folder).current()
        }
        let registry = try await Registry.open(place, creating: false)
        try await registry.refreshKeys()
        let key = try await registry.chest.ring.current()
        try await registry.close()
        return key
    }
}
