import ArgumentParser
import Foundation
import HealthCardDomain
import HealthCardHTTP
import HealthCardServices

/// `xinglin bench storage`: one statement after another through the storage layer, without HTTP, by many at once.
///
/// Looks up cards `CardID(benchNumber:)` from 1 on, which `Benchmarks/storage/run` made, or marks nonces.
struct BenchStorage: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "storage",
        abstract: "Look up cards, or mark nonces, as fast as the storage layer can."
    )

    enum Work: String, ExpressibleByArgument, CaseIterable {
        case lookUps = "look-ups"
        case marks
    }

    @OptionGroup var place: PlaceOptions

    @Option(help: "What to do: \(Work.allCases.map(\.rawValue).joined(separator: ", ")).")
    var work: Work

    @Option(help: "How many do it at once; 1 to 1,000.")
    var clients = 64

    @Option(help: "For how long, in seconds; 1 to 600.")
    var seconds = 5

    @Option(help: "How many cards there are to look up; from 1 on.")
    var cards = 1_000_000

    private struct Missing: Error, CustomStringConvertible {
        let description = "a card was not found, or a nonce was there before"
    }

    func validate() throws {
        guard (1...1_000).contains(clients) else { throw ValidationError("--clients must be 1 to 1000") }
        guard (1...600).contains(seconds) else { throw ValidationError("--seconds must be 1 to 600") }
        guard cards >= 1 else { throw ValidationError("--cards must be 1 or more") }
    }

    func run() async throws {
        let registry = try await Registry.open(place, creating: false)
        let (storage, clock) = (registry.storage, ContinuousClock())
        let start = clock.now
        let end = start + .seconds(seconds)
        let before = ProcessFigures.ofThisProcess()?.cpuSeconds ?? 0
        let done = try await withThrowingTaskGroup(of: Int.self) { group in
            for client in 0..<clients {
                group.addTask {
                    var generator = SeededGenerator(seed: UInt64(client))
                    var count = 0
                    while clock.now < end {
                        guard try await act(on: storage, using: &generator) else { throw Missing() }
                        count += 1
                    }
                    return count
                }
            }
            return try await group.reduce(0, +)
        }
        let elapsed = clock.now - start
        let cpu = (ProcessFigures.ofThisProcess()?.cpuSeconds ?? 0) - before
        print(#"{"done":\#(done),"seconds":\#(elapsed / .seconds(1)),"cpu_seconds":\#(cpu)}"#)
        try await registry.close()
    }

    private func act(on storage: any StorageEngine, using generator: inout SeededGenerator) async throws -> Bool {
        switch work {
        case .lookUps:
            let id = CardID(benchNumber: Int.random(in: 1...cards, using: &generator))
            return try await storage.read(ahead: { _ = try $0.cards.find(id) }, { try $0.cards.find(id) }) != nil
        case .marks:
            let (app, nonce, now) = (AppID(trusted: "bench"), UUID().uuidString, Ambient.system.now())
            return try await storage.write(
                ahead: { _ = try $0.marks.markNonce(nonce, of: app, at: now) },
                { try $0.marks.markNonce(nonce, of: app, at: now) }
            )
        }
    }
}

extension CardID {
    /// A card that only a benchmark has: its number, behind zeros.
    fileprivate init(benchNumber number: Int) {
        let digits = String(number)
        self.init(trusted: String(repeating: "0", count: 64 - digits.count) + digits)
    }
}
