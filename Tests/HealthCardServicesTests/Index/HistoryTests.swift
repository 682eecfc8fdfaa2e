import Foundation
import Testing

/// Random histories of registrations and of what people decide about them, each checked at its end.
///
/// `XINGLIN_HISTORIES` says how many; 200 where it is not set.
struct HistoryTests {
    private static let worlds = 4
    private static let count =
        ProcessInfo.processInfo.environment["XINGLIN_HISTORIES"].flatMap { Int($0) } ?? 200

    @Test(arguments: 0..<worlds)
    func `random histories keep every rule of the index`(lane: Int) async throws {
        let each = Self.count / Self.worlds
        var world = try IndexWorld()
        for number in 0..<each {
            // People of earlier histories stay around; a new world keeps the first person's name from wrapping.
            if number.isMultiple(of: 500), number > 0 { world = try IndexWorld() }
            let seed = UInt64(lane) << 32 | UInt64(number)
            var history = IndexHistory(world, first: 1 + number % 500 * IndexHistory.people, seed: seed)
            try await history.run()
        }
    }

    /// Histories in which a second look joined persons who were held apart: the one record of a question proved its person and
    /// a third one, from whom the other side was held apart.
    @Test(arguments: [4_294_967_687, 8_589_935_134] as [UInt64])
    func `a second look joins nobody whom people hold apart`(seed: UInt64) async throws {
        var history = IndexHistory(try IndexWorld(), first: 1, seed: seed)
        try await history.run()
    }
}
