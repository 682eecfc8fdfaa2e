import HealthCardDomain
import HealthCardPages
import HealthCardServices
import TestSupport
import Testing

struct ApplicationTests {
    @Test func `three screens lead from nothing to a code`() async throws {
        try await TestPages.run { pages in
            let browser = pages.browser()
            try await browser.get("/")
            for id in ["phone", "send-code", "consent"] { #expect(browser.page.tag(id) != nil, "\(id)") }
            try await browser.submit("/one-time-code", ["consent": "yes", "phone": "139 0000 0001"])
            #expect(browser.page.problem == "text_space")
            try await browser.submit("/one-time-code", ["consent": "yes", "phone": " 13900000001 "])
            #expect(browser.page.status == 200)
            #expect(browser.page.text.contains("139****0001"))
            for id in ["one-time-code", "sign-in"] { #expect(browser.page.tag(id) != nil, "\(id)") }
            let code = try #require(pages.world.messages.codes(to: try PhoneNumber("13900000001")).last)
            try await browser.submit("/session", ["one_time_code": code])
            try await browser.follow()
            for id in ["name", "id-type", "id-no", "continue"] { #expect(browser.page.tag(id) != nil, "\(id)") }
            try await browser.submit(
                "/identity",
                ["name": "张三", "id_type": "01", "id_no": MadeUpResident.number(1)]
            )
            for id in ["verdict", "check"] { #expect(browser.page.tag(id) != nil, "\(id)") }
            try await browser.submit("/check", ["verdict": "passed"])
            try await browser.follow()
            for id in ["code", "countdown", "looks"] { #expect(browser.page.tag(id) != nil, "\(id)") }
            #expect(browser.page.text.contains("张*"))
            #expect(!browser.page.text.contains("张三"))
            let audit = try await pages.world.audit().last { $0.operation == .cardRegister }
            #expect(audit?.outcome == "ok")
        }
    }

    @Test func `without consent no code is sent`() async throws {
        try await TestPages.run { pages in
            let browser = pages.browser()
            try await browser.get("/")
            try await browser.submit("/one-time-code", ["phone": "13900000001"])
            #expect(browser.page.problem == "consent_missing")
            #expect(browser.page.attribute("value", of: "phone") == "13900000001")
            #expect(browser.page.attribute("aria-describedby", of: "consent") == "consent-error")
            #expect(pages.world.messages.codes(to: try PhoneNumber("13900000001")).isEmpty)
        }
    }

    @Test(arguments: ["", "028-86000000", "+447700900123", "1390000000", "１３９００００００００"])
    func `a number that receives no messages is refused beside its field`(phone: String) async throws {
        try await TestPages.run { pages in
            let browser = pages.browser()
            try await browser.get("/")
            try await browser.submit("/one-time-code", ["consent": "yes", "phone": phone])
            #expect(browser.page.attribute("aria-invalid", of: "phone") == "true")
            #expect(browser.page.tag("one-time-code") == nil)
        }
    }

    @Test func `a wrong one-time code is refused beside its field, and the right one still works`() async throws {
        try await TestPages.run { pages in
            let browser = pages.browser()
            try await browser.get("/")
            try await browser.submit("/one-time-code", ["consent": "yes", "phone": "13900000001"])
            try await browser.submit("/session", ["one_time_code": "abc"])
            #expect(browser.page.problem == "one_time_code_wrong")
            #expect(browser.page.tag("one-time-code") != nil)
            let code = try #require(pages.world.messages.codes(to: try PhoneNumber("13900000001")).last)
            #expect(try await browser.submit("/session", ["one_time_code": code]).status == 303)
        }
    }

    @Test func `asking again too soon keeps the field for the code that is on its way`() async throws {
        try await TestPages.run { pages in
            let browser = pages.browser()
            try await browser.get("/")
            for _ in 0..<2 {
                try await browser.submit("/one-time-code", ["consent": "yes", "phone": "13900000001"])
            }
            #expect(browser.page.problem == "one_time_code_too_soon")
            #expect(browser.page.status == 429)
            #expect(browser.page.tag("one-time-code") != nil)
        }
    }

    @Test func `a number written with its country code is the same account`() async throws {
        try await TestPages.run { pages in
            _ = try await pages.cardholder(phone: "13900000001")
            pages.world.clock.advance(by: 120)
            let again = pages.browser()
            try await again.get("/")
            try await again.submit("/one-time-code", ["consent": "yes", "phone": "+8613900000001"])
            let code = try #require(pages.world.messages.codes(to: try PhoneNumber("13900000001")).last)
            try await again.submit("/session", ["one_time_code": code])
            try await again.follow()
            #expect(again.page.tag("code") != nil)
        }
    }

    @Test func `everything wrong is said beside its field, with the input kept and escaped`() async throws {
        try await TestPages.run { pages in
            let browser = try await pages.resident()
            try await browser.get("/identity")
            try await browser.submit("/identity", ["name": "<b>1", "id_type": "01", "id_no": "51010119900101123X"])
            #expect(browser.page.status == 422)
            #expect(browser.page.attribute("value", of: "name") == "&lt;b&gt;1")
            #expect(browser.page.attribute("value", of: "id-no") == "51010119900101123X")
            #expect(browser.page.attribute("aria-invalid", of: "name") == "true")
            #expect(browser.page.attribute("data-problem", of: "name-error") == "name_bad_character")
            #expect(browser.page.attribute("data-problem", of: "id-no-error") == "id_number_check_digit")
            try await browser.get("/identity?lang=en")
            try await browser.submit("/identity", ["name": "张三", "id_type": "77", "id_no": "1"])
            #expect(browser.page.attribute("data-problem", of: "id-type-error") == "id_type_unknown")
            #expect(browser.page.text.contains("Document"))
        }
    }

    @Test(arguments: [("failed", "real_person_check_failed"), ("unavailable", "real_person_check_unavailable")])
    func `a check that does not pass issues nothing, and can be tried again`(
        verdict: String,
        problem: String
    ) async throws {
        try await TestPages.run { pages in
            let browser = try await pages.resident()
            try await browser.get("/identity")
            try await browser.submit(
                "/identity",
                ["name": "张三", "id_type": "01", "id_no": MadeUpResident.number(1)]
            )
            try await browser.submit("/check", ["verdict": verdict])
            #expect(browser.page.problem == problem)
            #expect(try await pages.world.storage.read { try $0.figures.personCount() } == 0)
            #expect(try await pages.world.audit().last?.outcome == problem)
            try await browser.submit("/check", ["verdict": "passed"])
            #expect(browser.page.location == "/code?person=0")
        }
    }

    @Test func `a number under another name leads back to the name`() async throws {
        try await TestPages.run { pages in
            _ = try await pages.world.register(1)
            let browser = try await pages.resident()
            try await browser.get("/identity")
            try await browser.submit(
                "/identity",
                ["name": "李四", "id_type": "01", "id_no": MadeUpResident.number(1)]
            )
            try await browser.submit("/check", ["verdict": "passed"])
            #expect(browser.page.attribute("data-problem", of: "name-error") == "person_name_differs")
            #expect(browser.page.attribute("value", of: "name") == "李四")
        }
    }

    @Test func `a card that exists is found, and signing in again opens it at once`() async throws {
        try await TestPages.run { pages in
            let first = try await pages.world.register(1)
            let browser = try await pages.cardholder(1)
            let text = try #require(browser.page.attribute("data-text", of: "code"))
            #expect(text.hasPrefix(first.cardID.text))
            pages.world.clock.advance(by: 120)
            let again = try await pages.resident()
            try await again.follow()
            #expect(again.page.tag("code") != nil)
        }
    }

    @Test func `no personal value ever stands in an address`() async throws {
        try await TestPages.run { pages in
            let browser = try await pages.cardholder()
            let addresses = browser.page.all("(?:href|action|data-code-url)=\"([^\"]*)\"").map { $0[0] }
            #expect(addresses.count > 5)
            for address in addresses {
                #expect(!address.contains("139") && !address.contains("510101") && !address.contains("张"))
                #expect(address.count < 60, "\(address)")
            }
        }
    }
}
