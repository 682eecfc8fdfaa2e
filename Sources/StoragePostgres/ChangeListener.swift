import Foundation
import HealthCardServices
import Synchronization

/// Hears what nodes changed (`LISTEN`), on a thread and a connection of its own. It connects again for as long as
/// somebody reads what it hears.
final class ChangeListener: Sendable {
    static let channel = "xinglin_changes"
    /// How soon the thread sees that nobody reads any more.
    private static let waitMilliseconds: Int32 = 500
    /// After so many waits without news the server is asked whether it is still there: a host that died says nothing.
    private static let silentWaits = 20
    private static let reconnectSeconds = 1.0

    private let address: PostgresAddress
    private let options: PostgresOptions
    private let news: AsyncStream<HeldInMemory>.Continuation
    private let isStopped = Atomic<Bool>(false)

    /// Starts to listen. The thread and its connection end when the stream is given up.
    static func listen(_ address: PostgresAddress, _ options: PostgresOptions) -> AsyncStream<HeldInMemory> {
        AsyncStream { continuation in
            let listener = ChangeListener(address, options, continuation)
            continuation.onTermination = { _ in listener.isStopped.store(true, ordering: .relaxed) }
            let thread = Thread { listener.run() }
            thread.name = "xinglin-listener"
            thread.start()
        }
    }

    private init(
        _ address: PostgresAddress,
        _ options: PostgresOptions,
        _ news: AsyncStream<HeldInMemory>.Continuation
    ) {
        self.address = address
        self.options = options
        self.news = news
    }

    private func run() {
        while !isStopped.load(ordering: .relaxed) {
            do throws(PostgresFailure) {
                try hear()
            } catch {
                // Whatever is wrong with the server, the probe and the pools say so; here there is only waiting.
                Thread.sleep(forTimeInterval: Self.reconnectSeconds)
            }
        }
    }

    private func hear() throws(PostgresFailure) {
        let session = try PostgresSession(address, .listener, options)
        try session.listen(to: Self.channel)
        // What was changed while nobody listened is not told.
        for held in HeldInMemory.allCases { news.yield(held) }
        var silent = 0
        while !isStopped.load(ordering: .relaxed) {
            let tables = try session.news(milliseconds: Self.waitMilliseconds)
            for held in Set(tables.compactMap(Self.held)) { news.yield(held) }
            silent = tables.isEmpty ? silent + 1 : 0
            guard silent == Self.silentWaits else { continue }
            try session.control("SELECT")
            silent = 0
        }
    }

    /// What a table's change concerns.
    private static func held(_ table: String) -> HeldInMemory? {
        switch table {
        case "apps", "app_credentials": .apps
        case "key_revisions": .keys
        case "index_models": .models
        default: nil
        }
    }
}
