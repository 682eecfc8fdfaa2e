import HealthCardDomain
import HealthCardServices
import TestSupport
import Testing

/// The pages while the key service is gone.
struct KeysGoneTests {
    private static let place = ["terminal": TestRegion.terminal.text, "step": TreatmentStep.dispensing.rawValue]
    private static let next = "二维码有效，用卡已记录；密码服务暂不可用，居民信息无法显示。请核对身份证件。"

    @Test func `the desk says that the code is good and why it shows nobody`() async throws {
        try await TestPages.run { pages in
            let holder = try await pages.cardholder()
            let text = try #require(holder.page.attribute("data-text", of: "code"))
            let desk = try await pages.operated(by: TestRegion.clerk)
            pages.world.keys.isServiceGone = true
            try await desk.submit("/desk/scan", Self.place.merging(["code": text]) { $1 })
            #expect(desk.page.status == 200)
            #expect(desk.page.text.contains("data-result=\"accepted\""))
            #expect(desk.page.text.contains(Self.next))
            #expect(desk.page.content(of: "answer-name") == "")
            #expect(!desk.page.text.contains("data-field") && !desk.page.text.contains("张三"))
            #expect(desk.page.content(of: "answer-use")?.count == 64)

            try await desk.submit("/desk/scan", Self.place.merging(["code": text]) { $1 })
            #expect(desk.page.problem == "code_replayed")
            #expect(!desk.page.text.contains(Self.next))
        }
    }

    @Test func `the desk issues no card, says what to do, and issues it later`() async throws {
        try await TestPages.run { pages in
            let desk = try await pages.operated(by: TestRegion.clerk)
            let resident = [
                "name": "王五", "id_type": "01", "id_no": MadeUpResident.number(5), "phone": "", "staff_checked": "yes",
            ]
            try await desk.get("/desk/issue")
            pages.world.keys.isServiceGone = true
            try await desk.submit("/desk/issue", resident)
            #expect(desk.page.status == 503)
            #expect(desk.page.text.contains(ProblemCode.hsmUnavailable.text.remedyChinese))
            #expect(desk.page.tag("code") == nil)

            pages.world.keys.isServiceGone = false
            try await desk.get("/desk/issue")
            try await desk.submit("/desk/issue", resident)
            #expect(desk.page.attribute("data-text", of: "code") != nil)
        }
    }

    @Test func `a resident is told to come back later, and is still signed in then`() async throws {
        try await TestPages.run { pages in
            let holder = try await pages.cardholder()
            pages.world.keys.isServiceGone = true
            try await holder.get("/code")
            #expect(holder.page.status == 503)
            #expect(holder.page.text.contains(ProblemCode.hsmUnavailable.text.titleChinese))
            #expect(!holder.page.text.contains("张"))
            pages.world.keys.isServiceGone = false
            try await holder.get("/code")
            #expect(holder.page.status == 200 && holder.page.attribute("data-text", of: "code") != nil)
        }
    }
}
