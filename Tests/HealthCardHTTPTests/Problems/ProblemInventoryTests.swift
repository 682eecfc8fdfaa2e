import Foundation
import HealthCardDomain
import HealthCardHTTP
import TestSupport
import Testing

struct ProblemInventoryTests {
    @Test func `every code is produced by a test`() throws {
        let overHTTP = Set(RefusalCase.all.map(\.code))
        let elsewhere = Set(ProducedElsewhere.table.map(\.code) + ProducedElsewhere.pages)
        let missing = Set(ProblemCode.allCases).subtracting(overHTTP).subtracting(elsewhere)
        #expect(missing.isEmpty, "no test produces \(missing.map(\.rawValue).sorted())")
        let needless = elsewhere.intersection(overHTTP)
        #expect(needless.isEmpty, "produced over HTTP and need not be listed: \(needless.map(\.rawValue).sorted())")
    }

    @Test func `the tests that are named do name the code`() throws {
        for (code, file) in ProducedElsewhere.table {
            let text = try Repository.text(file)
            #expect(text.contains(".\(code)") || text.contains("\"\(code.rawValue)\""), "\(file) does not produce \(code)")
        }
        let pages = try Repository.swiftFiles(under: "Tests/HealthCardPagesTests").map(\.text).joined()
        for code in ProducedElsewhere.pages {
            #expect(pages.contains(".\(code)") || pages.contains(code.rawValue), "no test of the pages produces \(code)")
        }
    }

    /// `docs/problems.md` has a row for each code: | `code` | status | words.
    @Test func `the documented codes and statuses are those of the server`() throws {
        let rows = try Repository.text("docs/problems.md").split(separator: "\n").compactMap { line in
            line.firstMatch(of: /^\| `([^`]+)` \| (\d{3}) \| (.+) · (.+) \| (.+) · (.+) \|$/)
        }
        #expect(Set(rows.map { String($0.1) }) == Set(ProblemCode.allCases.map(\.rawValue)))
        #expect(rows.count == ProblemCode.allCases.count)
        for row in rows {
            let code = try #require(ProblemCode(rawValue: String(row.1)))
            #expect(Int(row.2) == code.status, "\(code)")
            #expect(row.3 == code.text.titleChinese && row.4 == code.text.titleEnglish, "\(code)")
            #expect(row.5 == code.text.remedyChinese, "\(code)")
        }
    }
}
