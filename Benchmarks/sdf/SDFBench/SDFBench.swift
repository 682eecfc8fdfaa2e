import CSDFYardstick
import Foundation
import SDFKeys

/// Measures what SDFKeys adds to calls of a device's library beside the same calls from C, in interleaved rounds of one
/// run, prints tables in Markdown and ends with 1 where a limit is missed, with 2 where the run is void.
@main
enum SDFBench {
    private static let standardRounds = 15
    /// A round's slice is cut up and both sides take turns, so that a machine that is slow for a while is so for both.
    private static let piecesPerRound = 16

    static func main() async {
        do {
            let arguments = CommandLine.arguments
            guard (4...5).contains(arguments.count),
                let rounds = arguments.count == 4 ? standardRounds : Int(arguments[4]), rounds > 0
            else { throw BenchFailure("usage: SDFBench FLOORS NULL DEVICE [ROUNDS]") }
            let json = try Data(contentsOf: URL(filePath: arguments[1]))
            let floors = try JSONDecoder().decode([String: Double].self, from: json)
            guard let limit = floors["call_overhead_ns"] else {
                throw BenchFailure("floors.json has no call_overhead_ns")
            }
            guard let password = ProcessInfo.processInfo.environment["SOFTSDF_PASSWORD"] else {
                throw BenchFailure("SOFTSDF_PASSWORD is not set")
            }
            print("\(rounds) interleaved rounds; medians. Processor time of one thread with an open session.")
            let holds = try judge(arguments[2], password, limit: limit, rounds: rounds)
            try await show(arguments[3], password, rounds: rounds)
            exit(holds ? 0 : 1)
        } catch {
            FileHandle.standardError.write(Data("void: \(error)\n".utf8))
            exit(2)
        }
    }

    /// What the layer adds, beside a library that answers at once.
    private static func judge(_ library: String, _ password: String, limit: Double, rounds: Int) throws -> Bool {
        let seam = try SDFSessionSeam(unsignedKeysOf: library, password: Array(password.utf8))
        let contests = try Contests.common(seam, yardstick(library, password, seam))
        head("a library that answers at once, judged")
        var holds = true
        for contest in contests { holds = try row(contest, limit: limit, rounds: rounds) && holds }
        seam.close()
        return holds
    }

    /// The same on the software device, whose own work comes and goes by more than the layer; not judged.
    private static func show(_ library: String, _ password: String, rounds: Int) async throws {
        let seam = try await SDFSeam(library: library, password: Array(password.utf8))
        let yard = try yardstick(library, password, seam.inSession)
        let contests = try Contests.common(seam.inSession, yard) + [Contests.signature(seam.inSession, yard)]
        head("the software device, shown")
        for contest in contests { _ = try row(contest, limit: nil, rounds: rounds) }
        try await surroundings(seam, rounds: rounds)
        await seam.close()
    }

    private static func yardstick(
        _ library: String,
        _ password: String,
        _ seam: SDFSessionSeam
    ) throws -> OpaquePointer {
        let (sign, keys) = (SDFSessionSeam.signIndex, seam.wrappedKeys)
        guard let yard = sdf_yardstick_new(library, password, sign, seam.wrapIndex, keys.cipher, keys.mac) else {
            throw BenchFailure("no yardstick")
        }
        return yard
    }

    private static func head(_ title: String) {
        print("\n| \(title) | C ns | ours ns | difference for each call (quartiles) | limit | |")
        print("| --- | ---: | ---: | --- | --- | --- |")
    }

    private static func row(_ contest: Contest, limit: Double?, rounds: Int) throws -> Bool {
        let counts = (c: try pieceCount(contest.inC), ours: try pieceCount(contest.ours))
        var (inC, ours): ([Double], [Double]) = ([], [])
        for piece in 0..<(rounds * piecesPerRound) {
            for isC in piece.isMultiple(of: 2) ? [true, false] : [false, true] {
                let (count, work) = isC ? (counts.c, contest.inC) : (counts.ours, contest.ours)
                let each = Double(try Stopwatch.nanoseconds { try work(count) }) / Double(count)
                if isC { inC.append(each) } else { ours.append(each) }
            }
        }
        let differences = zip(inC, ours).map { ($1 - $0) / Double(contest.calls) }
        let difference = Stopwatch.median(differences)
        let passes = limit.map { difference <= $0 }
        let columns = [
            contest.name, number(Stopwatch.median(inC)), number(Stopwatch.median(ours)),
            "\(number(difference)) (\(number(quarter(differences, 1)))..\(number(quarter(differences, 3))))",
            limit.map { "≤ \(number($0))" } ?? "", passes.map { $0 ? "pass" : "MISS" } ?? "",
        ]
        print("| \(columns.joined(separator: " | ")) |")
        return passes ?? true
    }

    /// What a call costs around its session; shown, not judged.
    private static func surroundings(_ seam: SDFSeam, rounds: Int) async throws {
        let message = [UInt8](repeating: 5, count: 64)
        let all = [
            Passes(name: "made, queued, handed over, booked, answered: empty body, on one thread", count: 20_000) {
                guard await seam.passThroughDesk() else { throw BenchFailure("the desk gave another answer") }
            },
            Passes(name: "the same through the running pool, with its two changes of thread", count: 1_000) {
                guard try await seam.perform() else { throw BenchFailure("the pool gave another answer") }
            },
            Passes(name: "`randomBytes` of 16 B through the running pool", count: 1_000) {
                guard try await seam.serviceRandom(16).count == 16 else { throw BenchFailure("no 16 bytes") }
            },
            Passes(name: "`mac` of 64 B through the running pool", count: 1_000) {
                guard try await seam.serviceMac(message).count == 32 else { throw BenchFailure("no 32 bytes") }
            },
        ]
        var times: [[(wall: Double, processor: Double)]] = all.map { _ in [] }
        for _ in 0..<rounds {
            for index in all.indices { times[index].append(try await all[index].time()) }
        }
        print("\n| a whole call, one at a time | ns that pass | processor ns, all threads |")
        print("| --- | ---: | ---: |")
        for (passes, times) in zip(all, times) {
            let wall = Stopwatch.median(times.map(\.wall))
            let processor = Stopwatch.median(times.map(\.processor))
            print("| \(passes.name) | \(number(wall)) | \(number(processor)) |")
        }
    }

    private static func pieceCount(_ work: (Int) throws -> Void) rethrows -> Int {
        try max(1, Stopwatch.countPerSlice(work) / piecesPerRound)
    }

    private static func quarter(_ values: [Double], _ index: Int) -> Double {
        values.sorted()[index * (values.count - 1) / 4]
    }

    private static func number(_ value: Double) -> String { String(format: "%.0f", value) }
}
