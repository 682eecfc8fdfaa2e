import HealthCardServices
import ImportFiles

/// Registers many records in their order as fast as the index takes them: while a batch is registered, the next one is
/// sealed on a thread beside it and decided upon ahead. Memory holds a few batches.
struct BulkRegistration {
    /// Batches that are sealed and wait.
    private static let depth = 2

    /// Rows in their order, sealed.
    private struct Batch<Piece: Sendable>: Sendable {
        let piece: Piece
        let records: [SealedSourceRecord]
    }

    let service: IndexService

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
        var current = try await line.next()
        var forecasts: [MatchForecast] = []
        while let batch = current {
            let following = try await line.next()
            async let ahead = service.forecast(following?.records ?? [])
            try done(batch.piece, try await service.register(batch.records, forecasts: forecasts))
            forecasts = try await ahead
            current = following
        }
    }
}
