import Foundation
import Matching
import SeededRandom
import Testing

/// No input may end a process: random and hostile records go through everything a record goes through.
///
/// `XINGLIN_HOSTILE_RECORDS` says how many; 20,000 where it is not set.
struct RobustnessTests {
    private static let parts = 10
    private static let each =
        (ProcessInfo.processInfo.environment["XINGLIN_HOSTILE_RECORDS"].flatMap { Int($0) } ?? 20_000) / parts

    private static let pieces = [
        "张", "伟", "欧阳", "·", "之子", "婴", "BB", "（", "）", "曾用名", "测试", "无名", "𬸚", "？", "*", "0", "1", "9", "x", "X", "-",
        " ", "\u{3000}", "年", "月", "日", "十", "二", "〇", "19800503", "110105", "11010519491231002X", "13912340001", "+86",
        "街道", "小区", "号", "室", "社区", "字第", "H", "M", "é", "ü", "\u{202E}", "\u{0}", "\n", "👨‍👩‍👧", "\u{10FFFF}", "/", ",",
        "4294967295", "99999999999999999999", "0000", "1900-01-01", "2024-02-30",
    ]

    private func text(_ generator: inout SeededGenerator) -> String {
        // Two of three fields stay empty, as in a hasty registration.
        guard Int.random(in: 0..<3, using: &generator) == 0 else { return "" }
        return (0..<Int.random(in: 1...5, using: &generator)).map { _ in
            Self.pieces[Int.random(in: 0..<Self.pieces.count, using: &generator)]
        }
        .joined()
    }

    private func record(_ generator: inout SeededGenerator) -> MatchRecord {
        MatchRecord(
            SourceFields(
                name: text(&generator),
                sex: text(&generator),
                birthDate: text(&generator),
                idType: text(&generator),
                idNumber: text(&generator),
                secondIDType: text(&generator),
                secondIDNumber: text(&generator),
                phone: text(&generator),
                address: text(&generator),
                nation: text(&generator),
                guardianName: text(&generator),
                guardianIDNumber: text(&generator),
                institution: text(&generator),
                localID: text(&generator),
                registeredOn: text(&generator),
                channel: text(&generator)
            )
        )
    }

    @Test(arguments: 0..<parts) func `hostile records are read, stored and compared`(part: Int) throws {
        var generator = SeededGenerator(seed: UInt64(part + 1))
        var before = record(&generator)
        let engine = MatchEngine()
        for turn in 0..<Self.each {
            let one = record(&generator)
            #expect(try MatchRecord(encoded: one.encoded) == one)
            #expect(one.blockKeys.count <= MatchRecord.maximumBlockKeys)
            if turn % 8 == 0 {
                let forth = engine.compare(one, before, persons: 1_000)
                let back = engine.compare(before, one, persons: 1_000)
                #expect(forth.weight == back.weight)
                #expect(Set(forth.vetoes) == Set(back.vetoes))
            }
            before = one
        }
    }

    @Test func `damaged bytes are refused or read, and never end the process`() throws {
        var generator = SeededGenerator(seed: 77)
        var refused = 0
        for _ in 0..<5_000 {
            let bytes = record(&generator).encoded
            var damaged = generator.flippingOneBit(of: bytes)
            if Bool.random(using: &generator) {
                damaged.removeLast(Int.random(in: 0..<damaged.count, using: &generator))
            }
            do throws(MatchRecordDamage) {
                let read = try MatchRecord(encoded: damaged)
                _ = MatchEngine().compare(read, read, persons: 10)
                _ = read.blockKeys
            } catch {
                refused += 1
            }
        }
        #expect(refused > 1_000)
        #expect(throws: MatchRecordDamage.truncated) { try MatchRecord(encoded: []) }
        #expect(throws: MatchRecordDamage.version) { try MatchRecord(encoded: [0]) }
    }

    @Test func `an explanation is what its stored form says`() throws {
        let one = MatchRecord(SourceFields(name: "张伟", birthDate: "1980-05-03", phone: "13912340001"))
        let explanation = MatchEngine().compare(one, one, persons: 40_000)
        #expect(Explanation(stored: explanation.stored) == explanation)
        #expect(!explanation.stored.contains("13912340001") && !explanation.stored.contains("1980-05-03"))
        #expect(explanation.chinese.count == explanation.english.count)
        #expect(Explanation(stored: "x") == nil)
    }
}
