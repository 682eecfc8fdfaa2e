import HealthCardPages
import Testing

struct TemplateTests {
    @Test func `every template parses, and every partial and word it names exists`() throws {
        try PageTemplates().parse()
    }

    @Test func `a template that includes a missing one does not load`() {
        #expect(throws: TemplateFault.partialMissing(template: "a", partial: "gone")) {
            try PageTemplates(files: ["a": Array("x {{> gone}}".utf8)])
        }
    }

    @Test(arguments: ["{{t.gone}}", "{{#t.gone}}x{{/t.gone}}", "{{^t.gone}}x{{/t.gone}}", "{{{t.gone}}}"])
    func `a template that uses a word no language has does not load`(text: String) {
        #expect(throws: TemplateFault.wordMissing(template: "a", word: "gone")) {
            try PageTemplates(files: ["a": Array(text.utf8)])
        }
    }

    @Test func `a template that does not parse makes no page, and one that is no text does not load`() throws {
        let open = try PageTemplates(files: ["a": Array("{{#open}}".utf8)])
        #expect(throws: TemplateFault.unreadable(template: "a")) { try open.render("a", [:], in: .chinese) }
        #expect(throws: TemplateFault.unreadable(template: "a")) { try PageTemplates(files: ["a": [0xFF, 0xFE]]) }
        #expect(throws: TemplateFault.unreadable(template: "a")) { try PageTemplates(files: ["a": []]) }
    }

    @Test func `a page with a hole is a fault, not a page`() throws {
        let templates = try PageTemplates(files: ["a": Array("{{#list}}{{here}}{{gone}}{{/list}}".utf8)])
        #expect(throws: TemplateFault.valuesMissing(template: "a", names: ["gone"])) {
            try templates.render("a", ["list": [["here": "x"]]], in: .chinese)
        }
        #expect(throws: TemplateFault.templateMissing("b")) { try templates.render("b", [:], in: .chinese) }
    }

    @Test func `a value is escaped, and a word is in the page's language`() throws {
        let templates = try PageTemplates(files: ["a": Array("{{t.signIn}} {{value}}".utf8)])
        let values: PageValues = ["value": "<b>\"&'"]
        let chinese = try templates.render("a", values, in: .chinese)
        #expect(chinese.hasPrefix("登录 &lt;b&gt;&quot;&amp;"))
        #expect(!chinese.contains("'"))
        #expect(try templates.render("a", values, in: .english).hasPrefix("Sign in "))
    }

    @Test func `both languages have every word, and each in its own script`() throws {
        let words = try PageTemplates().words
        let chinese = try #require(words[.chinese])
        let english = try #require(words[.english])
        #expect(Set(chinese.keys) == Set(english.keys))
        #expect(chinese.count > 100)
        // The link to the other language is written in the other language; the mark is in both on purpose.
        for key in chinese.keys where key != "otherLanguage" {
            let (zh, en) = (chinese[key] ?? "", english[key] ?? "")
            #expect(zh.contains(where: Self.isHan), "\(key)")
            #expect(!en.isEmpty && (key == "sandboxMark" || !en.contains(where: Self.isHan)), "\(key)")
        }
    }

    static func isHan(_ character: Character) -> Bool {
        character.unicodeScalars.contains {
            (0x4E00...0x9FFF).contains($0.value) || (0x3000...0x303F).contains($0.value)
        }
    }
}
