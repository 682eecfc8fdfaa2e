import HealthCardDomain
import HealthCardPages
import HealthCardServices
import TestSupport
import Testing

struct DeskTests {
    private static let place = ["terminal": TestRegion.terminal.text, "step": TreatmentStep.dispensing.rawValue]

    @Test func `a scan answers large, with what the step may see, and waits for the next`() async throws {
        try await TestPages.run { pages in
            let holder = try await pages.cardholder()
            let text = try #require(holder.page.attribute("data-text", of: "code"))
            let desk = try await pages.operated(by: TestRegion.clerk)
            for id in ["desk-terminal", "desk-step", "desk-code", "answer"] {
                #expect(desk.page.tag(id) != nil, "\(id)")
            }
            #expect(desk.page.tag("desk-code")?.contains("autofocus") == true)
            #expect(!desk.page.text.contains(TestRegion.otherTerminal.text))

            try await desk.submit("/desk/scan", Self.place.merging(["code": text + "\r\n"]) { $1 })
            #expect(desk.page.content(of: "answer-name") == "张三")
            #expect(desk.page.text.contains("data-result=\"accepted\""))
            #expect(desk.page.text.contains("data-field=\"birth_date\">1990-01-01<"))
            #expect(!desk.page.text.contains(MadeUpResident.number(1)))
            #expect(desk.page.content(of: "answer-use")?.count == 64)
            #expect(desk.page.tag("desk-code")?.contains("value=") == false)
            #expect(desk.page.text.contains("value=\"010103\" selected"))

            try await desk.submit("/desk/scan", Self.place.merging(["code": text]) { $1 })
            #expect(desk.page.problem == "code_replayed")
            #expect(desk.page.tag("answer-name") == nil)
            #expect(!desk.page.text.contains("张三"))

            try await desk.get("/desk")
            #expect(desk.page.text.contains("value=\"010103\" selected"))
            let entry = try await pages.world.audit().last { $0.operation == .codeScan && $0.outcome == "ok" }
            #expect(entry?.operatorID == TestRegion.clerk.id)
            #expect(entry?.purpose == "窗口诊疗")
        }
    }

    @Test(arguments: [
        ("code", "junk", "code_malformed"), ("code", "", "code_malformed"), ("terminal", "", "terminal_unknown"),
        ("terminal", "nowhere", "terminal_unknown"), ("terminal", TestRegion.otherTerminal.text, "terminal_of_others"),
        ("terminal", TestRegion.frozenTerminal.text, "terminal_not_authorised"), ("step", "999999", "step_unknown"),
    ])
    func `a refusal says what to do next, and is in the log`(field: String, value: String, problem: String) async throws
    {
        try await TestPages.run { pages in
            let holder = try await pages.cardholder()
            let text = try #require(holder.page.attribute("data-text", of: "code"))
            let desk = try await pages.operated(by: TestRegion.clerk)
            var fields = Self.place.merging(["code": text]) { $1 }
            fields[field] = value
            try await desk.submit("/desk/scan", fields)
            #expect(desk.page.problem == problem)
            let code = try #require(ProblemCode(rawValue: problem))
            #expect(desk.page.text.contains(code.text.remedyChinese))
            #expect(desk.page.tag("desk-code") != nil)
            #expect(try await pages.world.audit().last { $0.operation == .codeScan }?.outcome == problem)
        }
    }

    @Test func `the window issues a card, prints it, and the print is a hint only`() async throws {
        try await TestPages.run { pages in
            let desk = try await pages.operated(by: TestRegion.clerk)
            try await desk.get("/desk/issue")
            let resident = ["name": "王五", "id_type": "01", "id_no": MadeUpResident.number(5), "phone": ""]
            try await desk.submit("/desk/issue", resident)
            #expect(desk.page.attribute("data-problem", of: "staff-checked-error") == "proofing_missing")
            #expect(desk.page.attribute("value", of: "name") == "王五")
            try await desk.submit("/desk/issue", resident.merging(["staff_checked": "yes"]) { $1 })
            #expect(desk.page.status == 200)
            let text = try #require(desk.page.attribute("data-text", of: "code"))
            #expect(text.contains(":1::"))
            #expect(desk.page.text.contains("王*") && !desk.page.text.contains("王五"))
            #expect(desk.page.all("(<svg)").count == 2)
            let id = try #require(CardID(text.prefix(64)))
            let card = try await pages.world.storage.read { try $0.cards.find(id) }
            #expect(card?.channel == .window)
            #expect(card?.proofing?.method == .staffChecked)
            #expect(card?.proofing?.verifier == TestRegion.clerk.id.text)

            try await desk.get("/desk")
            try await desk.submit("/desk/scan", Self.place.merging(["code": text]) { $1 })
            #expect(desk.page.text.contains("data-result=\"hint\""))
            #expect(desk.page.content(of: "answer-name") == "王*")
            #expect(!desk.page.text.contains("王五"))

            try await desk.get("/desk/issue")
            try await desk.submit("/desk/issue", resident.merging(["staff_checked": "yes"]) { $1 })
            #expect(desk.page.text.contains("未重复发卡"))
        }
    }

    @Test func `the console counts what happened, and names nobody`() async throws {
        try await TestPages.run { pages in
            let holder = try await pages.cardholder()
            let text = try #require(holder.page.attribute("data-text", of: "code"))
            let desk = try await pages.operated(by: TestRegion.clerk)
            for _ in 0..<2 { try await desk.submit("/desk/scan", Self.place.merging(["code": text]) { $1 }) }
            let console = try await pages.operated(by: TestRegion.centre)
            for path in ["/console", "/console/figures"] {
                try await console.get(path)
                #expect(console.page.content(of: "figure-persons") == "1")
                #expect(console.page.content(of: "figure-cards-active") == "1")
                #expect(console.page.content(of: "figure-uses") == "1")
                #expect(console.page.content(of: "figure-refusals") == "1")
                #expect(console.page.text.contains("取药") && console.page.text.contains("杏林市第一医院"))
                #expect(console.page.problem == "code_replayed")
                #expect(console.page.text.contains("<rect"))
                #expect(!console.page.text.contains("张"))
            }
            #expect(try await console.get("/console").text.contains("http-equiv=\"refresh\" content=\"10\""))
        }
    }
}
