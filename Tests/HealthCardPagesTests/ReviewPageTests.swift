import HealthCardDomain
import HealthCardPages
import HealthCardServices
import Matching
import TestSupport
import Testing

/// The queue, the comparison side by side, and the quality of the index.
struct ReviewPageTests {
    @Test func `a task shows both persons line by line, with the differing characters marked`() async throws {
        try await TestPages.run { pages in
            let question = try await DoubtfulWorld(pages.world).raise(1)
            let console = try await pages.operated(by: TestRegion.centre)
            try await console.get("/console/reviews")
            #expect(console.page.content(of: "count-open") == "1")
            #expect(!console.page.text.contains(MadeUpRegistration.name(1)))
            try await console.submit("/console/reviews", ["action": "next"])
            #expect(console.page.location == "/console/reviews/\(question.review)")
            try await console.follow()
            let text = console.page.text
            #expect(text.contains("data-field=\"name\"") && text.contains(MadeUpRegistration.name(1)))
            let rows = console.page.all("<tr class=\"([a-z-]+)\" data-field=\"([A-Za-z]+)\"")
            let results = Dictionary(uniqueKeysWithValues: rows.map { ($0[1], $0[0]) })
            #expect(results["name"] == "equal" && results["phone"] == "differs" && results["idNumber"] == "one-sided")
            #expect(console.page.all("<mark>([0-9]+)</mark>").count >= 2)
            for (id, keys) in ["decide-same": "1s", "decide-not-same": "2n", "decide-skip": "3k", "decide-undo": "u"] {
                #expect(console.page.attribute("data-keys", of: id) == keys)
            }
            let entry = try await pages.world.audit().last { $0.operation == .indexReview }
            #expect(entry?.purpose == "review \(question.review)" && entry?.shown.isEmpty == false)
        }
    }

    @Test func `a decision leads to the next task at once, and can be undone`() async throws {
        try await TestPages.run { pages in
            let world = DoubtfulWorld(pages.world)
            let one = try await world.raise(1)
            let other = try await world.raise(2)
            let console = try await pages.operated(by: TestRegion.centre)
            try await console.get("/console/reviews/\(one.review)")
            let path = "/console/reviews/\(one.review)"
            try await console.submit(path, ["decision": "same"])
            #expect(console.page.location == "/console/reviews/\(other.review)?said=waits")
            try await console.follow()
            #expect(console.page.content(of: "said")?.isEmpty == false)
            try await console.submit("/console/reviews/\(other.review)", ["decision": "not-same"])
            #expect(console.page.location == "/console/reviews?said=not-same")
            try await console.follow()
            #expect(console.page.content(of: "count-today") == "1")
            try await console.submit("/console/reviews", ["action": "undo"])
            #expect(console.page.location == "/console/reviews/\(other.review)?said=undone")
            try await console.follow()
            #expect(console.page.tag("decide-same") != nil)

            let second = try await pages.operated(by: TestRegion.secondCentre)
            try await second.get(path)
            try await second.submit(path, ["decision": "same"])
            try await second.get(path)
            #expect(second.page.tag("sides") == nil && second.page.text.contains("已判定"))
            #expect(try await world.index.person(one.younger).index.number == one.older)
        }
    }

    @Test func `a task that is not to be had is told on the queue`() async throws {
        try await TestPages.run { pages in
            let question = try await DoubtfulWorld(pages.world).raise(1)
            let path = "/console/reviews/\(question.review)"
            let console = try await pages.operated(by: TestRegion.centre)
            try await console.get(path)
            let other = try await pages.operated(by: TestRegion.secondCentre)
            #expect(try await other.get(path).problem == "review_taken")
            #expect(other.page.status == 409 && other.page.tag("sides") == nil)
            #expect(!other.page.text.contains(MadeUpRegistration.name(1)))
            for bad in ["/console/reviews/999", "/console/reviews/x", "/console/reviews/-1"] {
                #expect(try await other.get(bad).problem == "review_unknown")
            }
            try await other.get("/console/reviews")
            #expect(try await other.submit("/console/reviews", ["action": "undo"]).problem == "review_undo_too_late")
            #expect(try await other.submit("/console/reviews", ["action": "x"]).problem == "field_malformed")
            try await other.submit("/console/reviews", ["action": "next"])
            #expect(other.page.location == "/console/reviews?said=nothing")
            #expect(try await console.submit(path, ["decision": "x"]).problem == "field_malformed")
        }
    }

    @Test func `skipping leads on, putting back leads to the queue`() async throws {
        try await TestPages.run { pages in
            let world = DoubtfulWorld(pages.world)
            for person in 1...2 { _ = try await world.raise(person) }
            let console = try await pages.operated(by: TestRegion.centre)
            try await console.get("/console/reviews")
            try await console.submit("/console/reviews", ["action": "next"])
            let first = try #require(console.page.location)
            try await console.follow()
            try await console.submit(first, ["decision": "skip"])
            let second = try #require(console.page.location)
            #expect(second.hasSuffix("?said=skipped") && !second.hasPrefix(first + "?"))
            try await console.follow()
            try await console.submit(String(second.prefix { $0 != "?" }), ["decision": "put-back"])
            #expect(console.page.location == "/console/reviews")
        }
    }

    @Test func `the quality page says what is left and what the windows type, and names nobody`() async throws {
        try await TestPages.run { pages in
            let console = try await pages.operated(by: TestRegion.centre)
            try await console.get("/console/quality")
            #expect(console.page.status == 200 && console.page.content(of: "quality-open") == "0")
            let world = DoubtfulWorld(pages.world)
            for person in 1...4 { _ = try await world.raise(person) }
            try await IndexTally(storage: pages.world.storage, ambient: pages.world.ambient).run(includingNewest: true)
            try await console.get("/console/quality")
            #expect(console.page.content(of: "quality-open") == "4")
            let windows = console.page.all("<tr><th scope=\"row\">(H[12])</th><td[^>]*>4</td>")
            #expect(windows.map { $0[0] } == ["H2", "H1"])
            #expect(console.page.text.contains("<rect") && !console.page.text.contains(MadeUpRegistration.name(1)))
        }
    }

    @Test func `registrations that should name somebody by now are counted by institution`() async throws {
        try await TestPages.run { pages in
            let index = pages.world.services.index
            for (localID, name) in [("U1", "无名氏"), ("U2", "无名氏"), ("T1", "临时患者")] {
                let fields = SourceFields(name: name, sex: "1", institution: "H1", localID: localID)
                _ = try await index.register(fields, as: MadeUpRegistration.id(localID))
            }
            pages.world.clock.advance(by: 40 * 86_400)
            _ = try await index.register(
                SourceFields(name: "无名氏", institution: "H1", localID: "U3"),
                as: MadeUpRegistration.id("U3")
            )
            pages.world.clock.advance(by: 51 * 86_400)
            let console = try await pages.operated(by: TestRegion.centre)
            try await console.get("/console/quality")
            let cells = "<td[^>]*>0</td><td[^>]*>1</td><td[^>]*>2</td>"
            #expect(console.page.all("<tr><th scope=\"row\">(H1)</th>\(cells)").count == 1)
            #expect(!console.page.text.contains("U1"))
        }
    }

    @Test(arguments: [
        ("", "", "", ""), ("张伟", "张伟", "张伟", "张伟"), ("张伟", "章伟", "[张]伟", "[章]伟"),
        ("欧阳娜", "欧娜", "欧[阳]娜", "欧娜"), ("13800001234", "13800001243", "138000012[3]4", "1380000124[3]"),
        ("王", "", "[王]", ""), ("ab", "cd", "[ab]", "[cd]"),
    ])
    func `differing characters are marked, and the parts are the text`(
        one: String,
        other: String,
        left: String,
        right: String
    ) {
        let parts = CharacterDifference.parts(one, other)
        func drawn(_ parts: [CharacterDifference.Part]) -> String {
            parts.map { $0.isMarked ? "[\($0.text)]" : $0.text }.joined()
        }
        #expect(parts.one.map(\.text).joined() == one && parts.other.map(\.text).joined() == other)
        // Of several longest common texts any may stay; how much is marked is the same.
        #expect(drawn(parts.one).count == left.count && drawn(parts.other).count == right.count)
    }
}
