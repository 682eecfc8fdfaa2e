import ImportFiles
import Synchronization
import Testing

struct OrderedLineTests {
    private struct Broken: Error, Equatable {
        let place: Int
    }

    /// Counts up, and remembers how far it came.
    private final class Counter: Sendable {
        private let last = Mutex(0)

        var value: Int { last.withLock { $0 } }

        func next(upTo limit: Int) -> Int? {
            last.withLock { last in
                guard last < limit else { return nil }
                last += 1
                return last
            }
        }
    }

    private static func all(_ line: OrderedLine<Int, Int>) async throws -> [Int] {
        var pieces: [Int] = []
        while let piece = try await line.next() { pieces.append(piece) }
        return pieces
    }

    /// Uneven work, so that pieces end in another order than they began.
    private static func worked(_ number: Int) -> Int {
        var sum = 0
        for round in 0..<(number % 7) * 2_000 { sum &+= round ^ number }
        return sum == -1 ? 0 : number
    }

    @Test(arguments: [1, 2, 5])
    func `pieces leave in the order in which they were made`(workers: Int) async throws {
        let counter = Counter()
        let line = OrderedLine(workers: workers, depth: 4, make: { counter.next(upTo: 500) }, work: Self.worked)
        #expect(try await Self.all(line) == Array(1...500))
        #expect(try await line.next() == nil)
        line.stop()
    }

    @Test func `no more pieces are on the way than there is room`() async throws {
        let counter = Counter()
        let line = OrderedLine(workers: 2, depth: 3, make: { counter.next(upTo: 100) }, work: Self.worked)
        for taken in 1...50 {
            #expect(try await line.next() == taken)
            #expect(counter.value <= taken + 3)
        }
        line.stop()
        // What was made may still leave; then the line is at its end.
        var rest = 0
        while try await line.next() != nil { rest += 1 }
        #expect(rest <= 3)
    }

    @Test func `a failure stands at its place, behind what came before it`() async throws {
        let counter = Counter()
        let line = OrderedLine<Int, Int>(
            workers: 3,
            depth: 8,
            make: { counter.next(upTo: 100) },
            work: { number in
                if number == 10 { throw Broken(place: number) }
                return Self.worked(number)
            }
        )
        for number in 1...9 { #expect(try await line.next() == number) }
        for _ in 0..<2 { await #expect(throws: Broken(place: 10)) { try await line.next() } }
        line.stop()
    }

    @Test func `a failure of making ends the line`() async throws {
        let counter = Counter()
        let line = OrderedLine<Int, Int>(
            workers: 2,
            depth: 8,
            make: {
                guard let next = counter.next(upTo: 5) else { throw Broken(place: 6) }
                return next
            },
            work: { $0 }
        )
        for number in 1...5 { #expect(try await line.next() == number) }
        await #expect(throws: Broken(place: 6)) { try await line.next() }
        line.stop()
    }
}
