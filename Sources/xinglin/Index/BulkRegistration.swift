import CProcess
import HealthCardServices
import ImportFiles

/// Registers many records in their order as fast as the index takes them: while a batch is registered, those after it are
/// sealed on a thread beside it and decided upon ahead. Memory holds a few batches.
struct BulkRegistration {
    /// Batches that are sealed and wait.
    private static let depth = 2
    /// Batches that are decided upon ahead. With more, neither who registers nor who decides would wait for the other, but
    /// more of what was decided would be decided anew.
    private static let ahead = 1

    /// Rows in their order, sealed.
    private struct Batch<Piece: Sendable>: Sendable {
        let piece: Piece
        let records: [SealedSourceRecord]
    }

    let service: IndexService

    /// Prepares the process, before it opens the storage.
    static func prepare() {
        // Where the allocator would not, it takes more memory and nothing else.
        _ = xinglin_share_heaps()
    }

    /// Registers everything that `make` gives.
    ///
    /// - Parameters:
    ///   - make: the rows of the next transaction, and `nil` at the end.
    ///   - seal: reads and seals them.
    ///   - done: is told of each transaction when it is committed.
    func run<Piece: Sendable>(
        make: @escaping @Sendable () throws -> Piece?,
        seal: @escaping @Sendable (Piece) throws -> [SealedSourceRecord],
        done: (Piece, [RegistrationAnswer]) throws -> Void
    ) async throws {
        let line = OrderedLine(workers: 1, depth: Self.depth, make: make) { piece in
            Batch(piece: piece, records: try seal(piece))
        }
        defer { line.stop() }
        var waiting: [(batch: Batch<Piece>, forecasts: Task<[MatchForecast], any Error>)] = []
        defer { for entry in waiting { entry.forecasts.cancel() } }
        while true {
            while waiting.count <= Self.ahead, let batch = try await line.next() {
                let before = waiting.last?.forecasts
                let forecasts = Task { [service] in
                    // One after another: each finds more of what was registered.
                    _ = try await before?.value
                    return try await service.forecast(batch.records)
                }
                waiting.append((batch, forecasts))
            }
            guard !waiting.isEmpty else { return }
            let (batch, forecasts) = waiting.removeFirst()
            try done(batch.piece, try await service.register(batch.records, forecasts: try await forecasts.value))
        }
    }
}
