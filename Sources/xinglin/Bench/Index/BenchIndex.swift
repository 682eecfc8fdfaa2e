import ArgumentParser
import Foundation
import HealthCardServices

/// `xinglin bench index`: the main index with made-up registrations, one kind of work after another on one database.
///
/// Prints one line of JSON: readings by name. What a person would do (merging, un-merging) it does to people of its own.
struct BenchIndex: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "index",
        abstract: "Fill an index with made-up registrations, register, match, look up and review in it."
    )

    enum Work: String, ExpressibleByArgument, CaseIterable {
        /// Registers in bulk until there are as many persons; goes on where an earlier run ended.
        case fill
        /// Registers one at a time.
        case register
        /// Registers by many clients at once, whose commits are shared.
        case registerTogether = "register-together"
        /// Finds candidates and decides, and changes nothing.
        case match
        /// Asks for the person of a local id, with all identifiers.
        case lookUp = "look-up"
        /// Compares records in memory.
        case kernel
        /// Opens reviews until there are as many, then reads counters, pages and pairs.
        case review
        /// Takes merges of persons of 50 records back.
        case unmerge
    }

    @OptionGroup var place: PlaceOptions

    @Option(help: "What to do: \(Work.allCases.map(\.rawValue).joined(separator: ", ")).")
    var work: Work

    @Option(help: "Until there are how many persons, with fill; 1 to 10,000,000.")
    var persons = 40_000

    @Option(help: "Records of a transaction, with fill; 1 to 100,000.")
    var batch = 1_000

    @Option(help: "How many times, with register, match and look-up; 1 to 1,000,000.")
    var count = 2_000

    @Option(help: "How many at once, with register-together; 1 to 1,000.")
    var clients = 64

    @Option(help: "Until how many are open, with review; 1 to 1,000,000.")
    var reviews = 100_000

    func validate() throws {
        guard (1...10_000_000).contains(persons) else { throw ValidationError("--persons must be 1 to 10000000") }
        guard (1...100_000).contains(batch) else { throw ValidationError("--batch must be 1 to 100000") }
        guard (1...1_000_000).contains(count) else { throw ValidationError("--count must be 1 to 1000000") }
        guard (1...1_000).contains(clients) else { throw ValidationError("--clients must be 1 to 1000") }
        guard (1...1_000_000).contains(reviews) else { throw ValidationError("--reviews must be 1 to 1000000") }
    }

    func run() async throws {
        let registry = try await Registry.open(place, creating: work == .fill)
        if try await !registry.hasRoots() { _ = try await registry.life.generateRoots(by: nil) }
        try await registry.life.makeMissing(by: KeyMinder.custodian)
        try await registry.refreshKeys()
        let bench = try await IndexBench(storage: registry.storage)
        let readings =
            switch work {
            case .fill: try await bench.fill(persons: persons, batch: batch)
            case .register: try await bench.register(count)
            case .registerTogether: try await bench.register(count, clients: clients)
            case .match: try await bench.match(count)
            case .lookUp: try await bench.lookUp(count)
            case .kernel: bench.kernel()
            case .review: try await bench.review(open: reviews)
            case .unmerge: try await bench.unmerge()
            }
        try await registry.close()
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        print(String(decoding: try encoder.encode(readings), as: UTF8.self))
    }
}
