import HealthCardDomain
import Testing

struct CodeTableTests {
    private func expectTable<Entry: NamedCode>(_ entries: [Entry], codes: String) {
        #expect(entries.map(\.code) == codes.split(separator: " ").map(String.init))
        #expect(Set(entries.map(\.nameChinese)).count == entries.count)
        #expect(Set(entries.map(\.nameEnglish)).count == entries.count)
        #expect(entries.allSatisfy { !$0.nameChinese.isEmpty && !$0.nameEnglish.isEmpty })
    }

    @Test func `the tables hold the published codes, each with names of its own`() {
        expectTable(Gender.allCases, codes: "0 1 2 9")
        expectTable(IDType.allCases, codes: "01 02 03 04 05 06 07 08 99")
        expectTable(
            TreatmentStep.allCases,
            codes: "010101 010102 010103 010104 010105 010106 010107 010109 000000"
        )
        expectTable(ApplyChannel.allCases, codes: "1 2 3 4 9")
        expectTable(TerminalType.allCases, codes: "01 02 99")
        expectTable(InstitutionNature.allCases, codes: "1 2 9")
        expectTable(InstitutionLevel.allCases, codes: "10 12 13 14 19 20 22 23 24 29 30 32 33 34 39")
        expectTable(
            Province.all,
            codes:
                "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82"
        )
        expectTable(
            ProofingMethod.allCases,
            codes: "id_card_reader network_identity staff_checked bank_account carrier_three_factor face simulated"
        )
    }

    @Test func `a gender and a document type are read by their codes only`() throws {
        #expect(try Gender(code: "2") == .female)
        #expect(try IDType(code: "07").nameChinese == "台湾居民来往大陆通行证")
        for code in ["3", "", "男", "01", "１"] {
            #expect(throws: IdentityRefusal.genderUnknown) { try Gender(code: code) }
        }
        for code in ["1", "", "09", "010", "０1"] {
            #expect(throws: IdentityRefusal.idTypeUnknown) { try IDType(code: code) }
        }
    }

    @Test func `the level of a hospital is told from its code`() {
        #expect(InstitutionLevel(rawValue: "32")?.nameChinese == "三级甲等")
        #expect(InstitutionLevel(rawValue: "29")?.nameEnglish == "Level 2, not graded")
        #expect(InstitutionLevel.allCases.allSatisfy { $0.code.hasPrefix(String($0.level)) })
    }

    @Test func `a channel is read with and without the leading zero`() {
        #expect(ApplyChannel(wireText: "1") == .app)
        #expect(ApplyChannel(wireText: "03") == .window)
        for text in ["", "0", "00", "5", "05", "001", "003", "11"] {
            #expect(ApplyChannel(wireText: text) == nil, "\(text)")
        }
    }

    @Test func `the ethnic groups are the 56 of the standard and three for the rest`() {
        #expect(EthnicGroup.all.count == 59)
        #expect(Set(EthnicGroup.all.map(\.nameChinese)).count == 59)
        #expect(EthnicGroup(code: "01")?.nameChinese == "汉族")
        #expect(EthnicGroup(code: "05")?.nameChinese == "维吾尔族")
        #expect(EthnicGroup(code: "56")?.nameChinese == "基诺族")
        #expect(EthnicGroup(code: "97")?.nameChinese == "其他")
        for group in EthnicGroup.all {
            #expect(EthnicGroup(code: group.code) == group)
            #expect(EthnicGroup(nameChinese: group.nameChinese) == group)
        }
        #expect(EthnicGroup(nameChinese: "汉") == EthnicGroup(code: "01"))
        for code in ["00", "57", "96", "1", "001", "0１", ""] { #expect(EthnicGroup(code: code) == nil, "\(code)") }
        for name in ["", "族", "汉族族", "火星族"] { #expect(EthnicGroup(nameChinese: name) == nil, "\(name)") }
    }

    @Test func `a department is named by its detail or by its main department`() throws {
        #expect(try #require(DepartmentCode("0304")).nameChinese == "心血管内科")
        let finer = try #require(DepartmentCode("0512"))
        #expect(finer.nameChinese == "妇产科")
        #expect(finer.mainCode == "0500")
        #expect(finer.code == "0512")
        #expect(DepartmentCode.named.count == 61)
        #expect(Set(DepartmentCode.named.map(\.nameChinese)).count == 61)
        for text in ["-1", "", "304", "03040", "2700", "4000", "0304 ", "０304", "A100"] {
            #expect(DepartmentCode(text) == nil, "\(text)")
        }
    }

    @Test func `an institution's category is named by its row, its group or its class`() throws {
        #expect(try #require(InstitutionCategory("A100")).nameChinese == "综合医院")
        #expect(try #require(InstitutionCategory("A539")).nameChinese == "专科医院")
        #expect(try #require(InstitutionCategory("D600")).nameEnglish == "Village clinic")
        #expect(try #require(InstitutionCategory("E300")).nameChinese == "急救机构")
        for text in ["", "A", "A10", "A1000", "a100", "I100", "R100", "Z100", "A1０0", "1000"] {
            #expect(InstitutionCategory(text) == nil, "\(text)")
        }
    }
}
