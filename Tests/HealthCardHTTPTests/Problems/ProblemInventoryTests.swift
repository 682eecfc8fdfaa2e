import Foundation
import HealthCardDomain
import HealthCardHTTP
import TestSupport
import Testing

struct ProblemInventoryTests {
    @Test func `every code is produced by a test`() throws {
        let overHTTP = Set(RefusalCase.all.map(\.code))
        let locks = ProducedElsewhere.secondLocks.map(\.code)
        let elsewhere = Set(ProducedElsewhere.table.map(\.code) + ProducedElsewhere.pages + locks)
        let missing = Set(ProblemCode.allCases).subtracting(overHTTP).subtracting(elsewhere)
        #expect(missing.isEmpty, "no test produces \(missing.map(\.rawValue).sorted())")
        let needless = elsewhere.intersection(overHTTP)
        #expect(needless.isEmpty, "produced over HTTP and need not be listed: \(needless.map(\.rawValue).sorted())")
    }

    @Test func `the tests that are named do name the code`() throws {
        for (code, file) in ProducedElsewhere.table {
            let text = try Repository.text(file)
            #expect(
                text.contains(".\(code)") || text.contains("\"\(code.rawValue)\""),
                "\(file) does not produce \(code)"
            )
        }
        for (code, source, reason) in ProducedElsewhere.secondLocks {
            #expect(try Repository.text(source).contains(".\(code)"), "\(source) throws \(code) no more: \(reason)")
        }
        let pages = try Repository.swiftFiles(under: "Tests/HealthCardPagesTests").map(\.text).joined()
        for code in ProducedElsewhere.pages {
            #expect(
                pages.contains(".\(code)") || pages.contains(code.rawValue),
                "no test of the pages produces \(code)"
            )
        }
    }

    /// `docs/problems.md` has a row for each code, and each row is what the code says.
    @Test func `the documented codes, statuses and words are those of the server`() throws {
        let rows = try Repository.text("docs/problems.md").split(separator: "\n").filter { $0.hasPrefix("| `") }
        let expected = ProblemCode.allCases.map { code in
            let words = [
                "`\(code.rawValue)`", "\(code.status)", "\(code.text.titleChinese) · \(code.text.titleEnglish)",
                "\(code.text.remedyChinese) · \(code.text.remedyEnglish)",
            ]
            return "| " + words.map { $0.replacing("|", with: "/") }.joined(separator: " | ") + " |"
        }
        let missing = Set(expected).subtracting(rows.map(String.init))
        #expect(missing.isEmpty, "docs/problems.md lacks:\n\(missing.sorted().joined(separator: "\n"))")
        #expect(rows.count == expected.count, "docs/problems.md has rows of no code, or twice")
    }
}
