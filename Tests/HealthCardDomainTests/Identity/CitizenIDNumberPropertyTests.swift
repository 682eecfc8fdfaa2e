import Foundation
import HealthCardDomain
import SeededRandom
import Testing

/// Random input against a second implementation of the standard (A15).
///
/// `XINGLIN_FUZZ_INPUTS` raises the number of inputs from 200,000.
struct CitizenIDNumberPropertyTests {
    private static let inputs = ProcessInfo.processInfo.environment["XINGLIN_FUZZ_INPUTS"].flatMap(Int.init) ?? 200_000

    @Test func `fuzzed input never crashes and is accepted exactly when the second implementation accepts it`() throws {
        let checker = try IndependentIDChecker(today: 20_260_301)
        var random = SeededGenerator(seed: 11_643)
        var accepted = 0
        for _ in 0..<Self.inputs {
            let text = Self.input(using: &random)
            let number = try? CitizenIDNumber(text, on: MadeUp.today)
            if number != nil { accepted += 1 }
            if number?.text != checker.canonical(text) {
                Issue.record("The two implementations differ about \(text.debugDescription).")
                return
            }
        }
        #expect(accepted > Self.inputs / 10, "Too few valid numbers to mean anything.")
        #expect(accepted < Self.inputs * 9 / 10, "Too few invalid numbers to mean anything.")
    }

    @Test func `a built number gives back its parts`() throws {
        var random = SeededGenerator(seed: 2_261)
        let provinces = Province.all.filter { $0.code < "80" }
        for _ in 0..<5_000 {
            let days = Int.random(in: 0..<(MadeUp.today.daysSince1970 + 43_829), using: &random)
            let birth = MadeUp.day(1850, 1, 1).adding(days: days)
            let province = try #require(provinces.randomElement(using: &random))
            let sequence = Int.random(in: 0...999, using: &random)
            let digits = province.code + "0104" + birth.compact + String(String(1_000 + sequence).dropFirst())
            let check = try #require(CitizenIDNumber.checkCharacter(of17Digits: digits))
            let number = try CitizenIDNumber(digits + String(check), on: MadeUp.today)
            let isRight =
                number.birthDate == birth && number.regionCode == province.code + "0104"
                && number.gender == (sequence.isMultiple(of: 2) ? .female : .male)
            try #require(isRight, "\(digits)")
            try #require(try CitizenIDNumber(number.text, on: MadeUp.today) == number)
        }
    }

    private static let strange: [Unicode.Scalar] = [
        "\u{0}", "\n", " ", "\u{3000}", "０", "９", "Ｘ", "\u{202E}", "\u{200D}", "\u{661}", "张", "\u{20BB7}",
        "\u{10FFFF}",
        "\u{E000}", "\u{301}", "é", "-", "+", "x", "X", "Y", "😀", "\u{FEFF}",
    ]

    private static func input(using random: inout SeededGenerator) -> String {
        let starts = ["51", "11", "44", "65", "71", "00", "16", "81", "82", "83", "99", "91"]
        var digits = starts.randomElement(using: &random) ?? "51"
        if digits == "91" {
            digits = "9" + (starts.randomElement(using: &random) ?? "11") + "124"
        } else if Int.random(in: 0..<4, using: &random) == 0 || digits.first != "8" {
            digits += number(Int.random(in: 0...9_999, using: &random), width: 4)
        } else {
            digits += "0000"
        }
        let short = Int.random(in: 0..<5, using: &random) == 0
        let year = Int.random(in: 0..<20, using: &random) == 0 ? Int.random(in: 1_800...2_100, using: &random) : 1_960
        digits += short ? number(year % 100, width: 2) : number(year, width: 4)
        digits += number(Int.random(in: 1...13, using: &random), width: 2)
        digits += number(Int.random(in: 0...32, using: &random), width: 2)
        digits += number(Int.random(in: 0...999, using: &random), width: 3)
        if !short { digits += CitizenIDNumber.checkCharacter(of17Digits: digits).map(String.init) ?? "0" }
        return mutated(digits, using: &random)
    }

    /// Leaves half of the inputs alone, and damages the others in up to three places.
    private static func mutated(_ text: String, using random: inout SeededGenerator) -> String {
        guard Bool.random(using: &random) else { return text }
        var scalars = Array(text.unicodeScalars)
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let place = Int.random(in: 0..<max(1, scalars.count), using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0 where !scalars.isEmpty: scalars.remove(at: place)
            case 1: scalars.insert("7", at: place)
            case 2: scalars.insert(strange.randomElement(using: &random) ?? "?", at: place)
            case 3 where !scalars.isEmpty: scalars[place] = strange.randomElement(using: &random) ?? "?"
            case 4 where place + 1 < scalars.count: scalars.swapAt(place, place + 1)
            default:
                guard !scalars.isEmpty else { continue }
                scalars[place] = Unicode.Scalar(UInt8.random(in: 48...57, using: &random))
            }
        }
        return String(String.UnicodeScalarView(scalars))
    }

    private static func number(_ value: Int, width: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}
