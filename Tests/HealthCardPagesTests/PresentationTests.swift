import Foundation
import HTTPTypes
import HealthCardDomain
import HealthCardPages
import HealthCardServices
import TestSupport
import Testing

struct PresentationTests {
    @Test func `every page keeps scripts, frames, caches and referrers out`() async throws {
        try await TestPages.run { pages in
            for reply in try await Self.everyPage(pages) {
                let policy = try #require(try reply.header("Content-Security-Policy"))
                #expect(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"))
                #expect(!policy.contains("unsafe"))
                #expect(reply.headers[.cacheControl] == "no-store")
                #expect(try reply.header("X-Content-Type-Options") == "nosniff")
                #expect(try reply.header("Referrer-Policy") == "no-referrer")
                #expect(try reply.header("X-Request-ID")?.count == 16)
                #expect(reply.all("( style=)").isEmpty && reply.all("( on[a-z]+=)").isEmpty)
                #expect(reply.all("<script(?! src=\"/assets/)(.)").isEmpty)
            }
        }
    }

    @Test func `every page has its mark, its language, one heading and a label for each control`() async throws {
        try await TestPages.run { pages in
            for reply in try await Self.everyPage(pages) {
                #expect(reply.tag("sandbox-mark") != nil)
                #expect(reply.text.contains("<html lang=\"zh-CN\""))
                #expect(reply.all("(<h1)").count == 1)
                #expect(reply.all("(<main)").count == 1)
                for control in reply.all("<(?:input|select)(?! type=\"hidden\")[^>]* id=\"([^\"]*)\"") {
                    #expect(reply.text.contains("for=\"\(control[0])\""), "\(control)")
                }
                #expect(reply.all("<(?:input|select)(?! type=\"hidden\")(?![^>]* id=)([^>]*>)").isEmpty)
                let ids = reply.all(" id=\"([^\"]*)\"").map { $0[0] }
                #expect(Set(ids).count == ids.count)
            }
        }
    }

    @Test func `an English page is English`() async throws {
        try await TestPages.run { pages in
            for reply in try await Self.everyPage(pages, language: "en") {
                #expect(reply.text.contains("<html lang=\"en\""))
                var text = reply.text.replacingOccurrences(
                    of: "[\\s\\S]*<main id=\"main\">",
                    with: "",
                    options: .regularExpression
                )
                // What people and places are called stays as it is, and a refusal is told in both languages.
                text = text.replacingOccurrences(
                    of: "<p lang=\"zh-CN\">[^<]*</p>",
                    with: "",
                    options: .regularExpression
                )
                for name in ["张三", "张*", "王*", "窗口诊疗", "窗口", "中心", "沙箱"] + DoubtfulWorld.words(of: 1) {
                    text = text.replacingOccurrences(of: name, with: "")
                }
                let left = text.filter(TemplateTests.isHan)
                #expect(left.isEmpty, "\(left)")
            }
        }
    }

    @Test func `the language follows the link, then the cookie, then the browser; Chinese first`() async throws {
        try await TestPages.run { pages in
            let browser = pages.browser()
            #expect(try await browser.get("/").text.contains("lang=\"zh-CN\""))
            browser.headers[.acceptLanguage] = "fr-FR, en-GB;q=0.8, zh;q=0.5"
            #expect(try await browser.get("/").text.contains("<html lang=\"en\""))
            try await browser.get("/?lang=zh")
            #expect(try await browser.get("/").text.contains("<html lang=\"zh-CN\""))
            try await browser.get("/?lang=xx&size=large")
            #expect(try await browser.get("/").text.contains("<html lang=\"zh-CN\" class=\"large\""))
        }
    }

    @Test func `a first view is light, and its files are kept for good`() async throws {
        try await TestPages.run { pages in
            let browser = pages.browser()
            let page = try await browser.get("/")
            var bytes = page.text.utf8.count
            let files = page.all("(?:href|src)=\"(/assets/[^\"]*)\"").map { $0[0] }
            #expect(files.count == 3)
            for file in files {
                let reply = try await browser.get(file)
                #expect(reply.status == 200)
                #expect(reply.headers[.cacheControl]?.contains("immutable") == true)
                #expect(reply.headers[.setCookie] == nil)
                bytes += reply.text.utf8.count
            }
            // Before any compression.
            #expect(bytes < 40_000)
            #expect(try await browser.get("/assets/other.css").problem == "route_not_found")
            let code = try await pages.cardholder().page
            #expect(code.text.utf8.count < 40_000)
        }
    }

    @Test func `cookies are out of reach of scripts and other sites`() async throws {
        try await TestPages.run(cookiesAreSecure: true) { pages in
            let browser = pages.browser()
            try await browser.get("/")
            let anonymous = try #require(browser.page.headers[.setCookie])
            try await browser.submit("/one-time-code", ["consent": "yes", "phone": "13900000001"])
            let code = try #require(pages.world.messages.codes(to: try PhoneNumber("13900000001")).last)
            try await browser.submit("/session", ["one_time_code": code])
            let session = try #require(
                browser.page.headers[values: .setCookie].first { $0.hasPrefix("xinglin_session=") }
            )
            for cookie in [anonymous, session] {
                for part in ["HttpOnly", "SameSite=Strict", "Secure", "Path=/"] {
                    #expect(cookie.contains(part), "\(cookie)")
                }
            }
        }
    }

    @Test func `a fault is told with its request id and nothing of its cause`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "pages-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await TestPages.run(path: folder.appending(path: "test.sqlite").path) { pages in
            let browser = try await pages.cardholder()
            try await pages.world.close()
            let reply = try await browser.get("/code")
            #expect(reply.status == 500)
            #expect(reply.problem == "fault")
            let id = try #require(try reply.header("X-Request-ID"))
            #expect(reply.text.contains(id))
            #expect(!reply.text.lowercased().contains("sqlite"))
        }
    }

    @Test func `colours keep their contrast, and letters their size`() async throws {
        try await TestPages.run { pages in
            let browser = pages.browser()
            let file = try #require(try await browser.get("/").first("href=\"(/assets/style[^\"]*)\""))
            let style = try await browser.get(file)
            func colour(_ name: String) throws -> String { try #require(style.first("--\(name): (#[0-9a-f]+);")) }
            for name in ["ink", "main", "dark", "bad", "good", "warn"] {
                #expect(try Contrast.between(colour(name), "#fff") >= 4.5, "\(name)")
            }
            #expect(try Contrast.between(colour("line"), "#fff") >= 3)
            #expect(Contrast.between("#42504b", "#fff") >= 4.5)
            #expect(Contrast.between("#3a2600", "#ffe08a") >= 4.5)
            let sizes = style.all("html(?:\\.large)? \\{ font-size: ([0-9]+)px").compactMap { Int($0[0]) }
            #expect(sizes.count == 2 && sizes.allSatisfy { $0 >= 20 })
            #expect(sizes.contains { $0 >= 30 })
        }
    }

    /// Every kind of page once, as its readers see it.
    static func everyPage(_ pages: TestPages, language: String = "zh") async throws -> [PageReply] {
        var replies: [PageReply] = []
        let lang = "lang=" + language
        let resident = pages.browser()
        replies.append(try await resident.get("/?" + lang))
        replies.append(try await resident.submit("/one-time-code", ["phone": "1"]))
        replies.append(try await resident.submit("/one-time-code", ["consent": "yes", "phone": "13900000001"]))
        let code = try #require(pages.world.messages.codes(to: try PhoneNumber("13900000001")).last)
        try await resident.submit("/session", ["one_time_code": code])
        replies.append(try await resident.get("/identity"))
        replies.append(try await resident.submit("/identity", ["name": "1", "id_no": "1"]))
        replies.append(
            try await resident.submit("/identity", ["name": "张三", "id_no": MadeUpResident.number(1)])
        )
        replies.append(try await resident.submit("/check", ["verdict": "failed"]))
        try await resident.submit("/check", ["verdict": "passed"])
        replies.append(try await resident.follow())
        let text = try #require(resident.page.attribute("data-text", of: "code"))

        let desk = try await pages.operated(by: TestRegion.clerk)
        replies.append(try await desk.get("/desk?" + lang))
        let scan = ["terminal": TestRegion.terminal.text, "step": "010101", "code": text]
        for _ in 0..<2 { replies.append(try await desk.submit("/desk/scan", scan)) }
        replies.append(try await desk.get("/desk/issue"))
        replies.append(try await desk.submit("/desk/issue", ["phone": "1"]))
        replies.append(
            try await desk.submit(
                "/desk/issue",
                ["name": "王五", "id_no": MadeUpResident.number(5), "phone": "", "staff_checked": "yes"]
            )
        )

        replies.append(try await resident.get("/code"))
        replies.append(try await resident.get("/looks"))
        try await resident.submit("/looks/dispute")
        replies.append(try await resident.follow())
        replies.append(try await resident.get("/resume?person=0"))
        replies.append(try await resident.get("/sandbox/messages"))
        replies.append(try await resident.get("/desk"))

        let console = try await pages.operated(by: TestRegion.centre)
        replies.append(try await console.get("/console?" + lang))
        replies.append(try await console.get("/console/reviews"))
        replies.append(try await console.get("/console/quality"))
        _ = try await DoubtfulWorld(pages.world).raise(1)
        replies.append(try await console.get("/console/reviews"))
        try await console.submit("/console/reviews", ["action": "next"])
        replies.append(try await console.follow())
        replies.append(try await console.get("/console/quality"))
        let secret = String(repeating: "0", count: 64)
        replies.append(try await resident.get("/sign-in/" + secret))
        return replies
    }
}
