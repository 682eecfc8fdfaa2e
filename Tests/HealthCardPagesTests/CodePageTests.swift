import Foundation
import HTTPTypes
import HealthCardDomain
import HealthCardPages
import HealthCardServices
import TestSupport
import Testing

struct CodePageTests {
    @Test func `a code counts down from what is left of its life, and the next one differs`() async throws {
        try await TestPages.run { pages in
            let browser = try await pages.cardholder()
            let first = try #require(browser.page.attribute("data-text", of: "code"))
            let seconds = try #require(browser.page.attribute("data-seconds", of: "countdown").flatMap(Int.init))
            #expect((1...60).contains(seconds))
            #expect(browser.page.text.contains("<svg"))
            let fragment = try await browser.get("/code/fragment?person=0")
            #expect(fragment.status == 200)
            #expect(!fragment.text.contains("<html"))
            #expect(fragment.attribute("data-text", of: "code") != first)
            let second = try #require(fragment.attribute("data-text", of: "code"))
            for text in [first, second] {
                let answer = try await pages.world.services.scans.scan(
                    pages.world.scan(text),
                    by: pages.world.act(.account(TestRegion.clerk))
                )
                #expect(answer.result == .accepted)
            }
        }
    }

    @Test func `outside a sandbox the page holds no text of the code, no simulator and no mark`() async throws {
        try await TestPages.run(isSandbox: false) { pages in
            let browser = try await pages.resident()
            try await browser.get("/identity")
            #expect(browser.page.tag("sandbox-mark") == nil)
            try await browser.submit(
                "/identity",
                ["name": "张三", "id_type": "01", "id_no": MadeUpResident.number(1)]
            )
            #expect(browser.page.tag("verdict") == nil)
            try await browser.submit("/check")
            try await browser.follow()
            #expect(browser.page.tag("code") != nil)
            #expect(browser.page.attribute("data-text", of: "code") == nil)
            #expect(!browser.page.text.contains("沙箱"))
            #expect(try await browser.get("/sandbox/messages").status == 404)
        }
    }

    @Test func `a family changes between its cards, and nobody reaches a card that is not theirs`() async throws {
        try await TestPages.run { pages in
            let browser = try await pages.cardholder(1, name: "张三")
            try await pages.apply(browser, 2, name: "李四")
            #expect(browser.page.content(of: "refresh") != nil)
            #expect(browser.page.text.contains("href=\"/code?person=1\" aria-current=\"page\""))
            let texts = try await [0, 1].asyncMap { place in
                try await browser.get("/code?person=\(place)").attribute("data-text", of: "code") ?? ""
            }
            #expect(texts[0].prefix(64) != texts[1].prefix(64))
            for place in ["2", "-1", "x", "99999999999999999999"] {
                #expect(try await browser.get("/code?person=\(place)").problem == "card_not_found", "\(place)")
            }
        }
    }

    @Test func `a look is told in plain words, in both languages`() async throws {
        try await TestPages.run { pages in
            let browser = try await pages.cardholder()
            #expect(browser.page.text.contains("还没有人查看过"))
            try await look(pages, browser, at: .dispensing)
            try await browser.get("/code")
            for part in ["杏林市第一医院", "取药", "窗口诊疗", "工号 clerk", "+08:00", "出生日期"] {
                #expect(browser.page.text.contains(part), "\(part)")
            }
            try await browser.get("/code?lang=en")
            for part in ["Hospital H-1", "Dispensing", "Desk operator", "date of birth"] {
                #expect(browser.page.text.contains(part), "\(part)")
            }
        }
    }

    @Test func `older looks are a page away`() async throws {
        try await TestPages.run { pages in
            let browser = try await pages.cardholder()
            for _ in 0..<7 { try await look(pages, browser, at: .diagnosis) }
            try await browser.get("/code")
            #expect(browser.page.all("(class=\"look\")").count == 5)
            let older = try #require(browser.page.attribute("href", of: "older"))
            try await browser.get(older.replacingOccurrences(of: "&amp;", with: "&"))
            #expect(browser.page.all("(class=\"look\")").count == 2)
            #expect(browser.page.tag("older") == nil)
            #expect(try await browser.get("/looks?person=0&after=zzz").problem == "cursor_malformed")
        }
    }

    @Test func `not me suspends the card at once, and the check brings it back`() async throws {
        try await TestPages.run { pages in
            let browser = try await pages.cardholder()
            let text = try #require(browser.page.attribute("data-text", of: "code"))
            try await look(pages, browser, at: .registration)
            try await browser.get("/code")
            try await browser.submit("/looks/dispute")
            try await browser.follow()
            #expect(browser.page.tag("suspended") != nil)
            #expect(browser.page.tag("code") == nil)
            #expect(browser.page.text.contains("class=\"look disputed\""))
            #expect(try await browser.get("/code/fragment").status == 409)
            await #expect(throws: RecordedRefusal.self) {
                try await pages.world.services.scans.scan(
                    pages.world.scan(text),
                    by: pages.world.act(.account(TestRegion.clerk))
                )
            }

            try await browser.get("/resume?person=0")
            try await browser.submit("/resume", ["verdict": "failed"])
            #expect(browser.page.problem == "real_person_check_failed")
            #expect(try await browser.get("/code").tag("suspended") != nil)
            try await browser.get("/resume?person=0")
            try await browser.submit("/resume", ["verdict": "passed"])
            try await browser.follow()
            #expect(browser.page.tag("code") != nil)
            #expect(try await browser.get("/resume?person=0").location == "/code?person=0")
        }
    }

    @Test func `a look at somebody else cannot be disputed`() async throws {
        try await TestPages.run { pages in
            let mine = try await pages.cardholder(1, phone: "13900000001")
            let other = try await pages.cardholder(2, name: "李四", phone: "13900000002")
            try await look(pages, mine, at: .registration)
            try await look(pages, other, at: .registration)
            try await mine.get("/code")
            let foreign = try #require(
                try await other.get("/code").hiddenFields(postingTo: "/looks/dispute")?["look"]
            )
            try await mine.submit("/looks/dispute", ["look": foreign])
            #expect(mine.page.problem == "look_not_found")
            #expect(try await mine.get("/code").tag("code") != nil)
        }
    }

    @Test func `a session ends when its holder signs out, and by itself`() async throws {
        try await TestPages.run { pages in
            let browser = try await pages.cardholder()
            let cookie = try #require(browser.cookie("xinglin_session"))
            try await browser.submit("/sign-out")
            let thief = pages.browser()
            thief.headers[.cookie] = "xinglin_session=\(cookie)"
            #expect(try await thief.get("/code").location == "/")

            pages.world.clock.advance(by: 120)
            let again = try await pages.resident()
            #expect(try await again.get("/code").status == 200)
            pages.world.clock.advance(by: SignInService.residentSessionSeconds + 1)
            #expect(try await again.get("/code").location == "/")
        }
    }

    private func look(_ pages: TestPages, _ browser: Browser, at step: TreatmentStep) async throws {
        let text = try #require(try await browser.get("/code").attribute("data-text", of: "code"))
        let purpose = try #require(Purpose("窗口诊疗"))
        let request = ScanRequest(
            scannedText: text,
            step: step,
            terminal: TestRegion.terminal,
            department: nil,
            operatorID: TestRegion.clerk.id,
            purpose: purpose
        )
        _ = try await pages.world.services.scans.scan(request, by: pages.world.act(.account(TestRegion.clerk)))
    }
}

extension Array {
    /// Maps one after the other.
    fileprivate func asyncMap<Result>(_ transform: (Element) async throws -> Result) async rethrows -> [Result] {
        var results: [Result] = []
        for element in self { results.append(try await transform(element)) }
        return results
    }
}
