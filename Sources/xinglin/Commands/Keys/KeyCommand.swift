import ArgumentParser
import Foundation
import HealthCardDomain
import HealthCardServices

/// A command on the keys of a data folder.
protocol KeyCommand: AsyncParsableCommand {
    var place: PlaceOptions { get }
    /// Whether the command makes the data folder where it is not there: only what begins a region does.
    var makesFolder: Bool { get }
    func carryOut(on registry: Registry) async throws
}

extension KeyCommand {
    var makesFolder: Bool { false }

    func run() async throws {
        try await CommandFailure.wording {
            let registry = try await Registry.open(place, creating: makesFolder)
            do {
                try await registry.refreshKeys()
                try await carryOut(on: registry)
            } catch {
                try? await registry.close()  // The first error is the one to show.
                throw error
            }
            try await registry.close()
        }
    }

    /// Writes a line at once, whatever standard output is.
    func say(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }
}
