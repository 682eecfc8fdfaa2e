import ArgumentParser
import Foundation
import HealthCardServices

/// `xinglin keys rewrap`: may be stopped at any moment, and goes on where it stopped.
struct KeysRewrap: KeyCommand {
    static let configuration = CommandConfiguration(
        commandName: "rewrap",
        abstract: "Seal stored values anew under the current keys, while the server runs."
    )

    @OptionGroup var place: PlaceOptions

    @Option(help: "How many rows share a transaction; 1 to 5,000.")
    var batch = 200

    func validate() throws {
        guard (1...5_000).contains(batch) else { throw ValidationError("--batch must be 1 to 5000") }
    }

    func carryOut(on registry: Registry) async throws {
        let total = try await registry.storage.read { try $0.keys.rewrapCount() }
        let clock = ContinuousClock()
        let start = clock.now
        var done = 0
        while true {
            let changed = try await registry.storage.write { [batch] in try $0.keys.rewrap(limit: batch) }
            guard changed > 0 else { break }
            done += changed
            let seconds = max((clock.now - start) / .seconds(1), 0.001)
            let rate = Double(done) / seconds
            let left = Int(Double(max(total - done, 0)) / rate)
            FileHandle.standardError.write(
                Data("\r\(done)/\(total) · \(Int(rate)) 行/秒 rows/s · 剩余 left \(left) s   ".utf8)
            )
        }
        if done > 0 { FileHandle.standardError.write(Data("\n".utf8)) }
        say("已重新加密 sealed anew: \(done)")
    }
}
