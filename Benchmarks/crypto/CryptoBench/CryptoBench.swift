import Foundation
import SMCrypto

/// Measures SMCrypto beside the same calls from C, in interleaved rounds of one run, prints a table in Markdown and
/// ends with 1 where a floor is missed, with 2 where the run is void.
@main
enum CryptoBench {
    private static let standardRounds = 15

    static func main() {
        do {
            let arguments = CommandLine.arguments
            guard arguments.count >= 2, let rounds = arguments.count == 2 ? standardRounds : Int(arguments[2]),
                rounds > 0
            else { throw BenchFailure("usage: CryptoBench FLOORS [ROUNDS]") }
            let json = try Data(contentsOf: URL(filePath: arguments[1]))
            let floors = try JSONDecoder().decode([String: Double].self, from: json)
            exit(try measure(floors, rounds: rounds) ? 0 : 1)
        } catch {
            FileHandle.standardError.write(Data("void: \(error)\n".utf8))
            exit(2)
        }
    }

    private static func measure(_ floors: [String: Double], rounds: Int) throws -> Bool {
        let contests = try Contests()
        print("\(LibraryVersion.text); \(rounds) interleaved rounds; processor time of one thread; medians.\n")
        print("| operation | C ns | Swift ns | C ÷ Swift (min..max) | floor | |")
        print("| --- | ---: | ---: | --- | --- | --- |")
        var holds = true
        for contest in contests.all {
            let floor = try contest.floor.map { try value($0.rawValue, in: floors) }
            holds = try row(contest, floor: floor, rounds: rounds) && holds
        }
        return try cells(contests, floor: value("cells_per_second", in: floors), rounds: rounds) && holds
    }

    private static func row(_ contest: Contest, floor: Double?, rounds: Int) throws -> Bool {
        let counts = (
            c: try Stopwatch.countPerSlice(contest.inC), swift: try Stopwatch.countPerSlice(contest.inSwift)
        )
        var (inC, inSwift): ([Double], [Double]) = ([], [])
        for round in 0..<rounds {
            for isC in round.isMultiple(of: 2) ? [true, false] : [false, true] {
                let (count, work) = isC ? (counts.c, contest.inC) : (counts.swift, contest.inSwift)
                let each = Double(try Stopwatch.nanoseconds { try work(count) }) / Double(count)
                if isC { inC.append(each) } else { inSwift.append(each) }
            }
        }
        let ratios = zip(inC, inSwift).map { $0 / $1 }
        let ratio = Stopwatch.median(ratios)
        let passes = floor.map { ratio >= $0 } ?? true
        let columns = [
            contest.name, number(Stopwatch.median(inC)), number(Stopwatch.median(inSwift)),
            "\(two(ratio)) (\(two(ratios.min() ?? 0))..\(two(ratios.max() ?? 0)))",
            floor.map { "≥ \($0)" } ?? "", passes ? "pass" : "MISS",
        ]
        print("| \(columns.joined(separator: " | ")) |")
        return passes
    }

    /// Cells and row keys beside the raw HMAC-SM3 of the same rounds.
    private static func cells(_ contests: Contests, floor: Double, rounds: Int) throws -> Bool {
        guard let raw = contests.all.first(where: { $0.name.hasPrefix("HMAC-SM3, 64 B, copied `EVP_MAC`") }) else {
            throw BenchFailure("no row of raw HMAC-SM3")
        }
        let work = [contests.cells, contests.rowKeys, raw.inC]
        let counts = try work.map { try Stopwatch.countPerSlice($0) }
        var each: [[Double]] = work.map { _ in [] }
        for _ in 0..<rounds {
            for index in work.indices {
                let nanoseconds = try Stopwatch.nanoseconds { try work[index](counts[index]) }
                each[index].append(Double(nanoseconds) / Double(counts[index]))
            }
        }
        let medians = each.map(Stopwatch.median)
        let rate = 1e9 / medians[0]
        print("\n| what | ns | per second and core | floor | |")
        print("| --- | ---: | ---: | --- | --- |")
        let verdict = rate >= floor ? "pass" : "MISS"
        let names = [
            "cell of 64 B sealed and opened, row key at hand", "row key derived",
            "HMAC-SM3 of 64 B in C, copied `EVP_MAC`",
        ]
        for (index, name) in names.enumerated() {
            let judged = index == 0 ? "≥ \(number(floor)) | \(verdict)" : "|"
            print("| \(name) | \(number(medians[index])) | \(number(1e9 / medians[index])) | \(judged) |")
        }
        print("\nOne cell sealed and opened takes as long as \(two(medians[0] / medians[2])) raw HMAC-SM3 in C.")
        return rate >= floor
    }

    private static func value(_ name: String, in floors: [String: Double]) throws -> Double {
        guard let floor = floors[name] else { throw BenchFailure("floors.json has no \(name)") }
        return floor
    }

    private static func number(_ value: Double) -> String { String(format: "%.0f", value) }

    private static func two(_ value: Double) -> String { String(format: "%.2f", value) }
}
