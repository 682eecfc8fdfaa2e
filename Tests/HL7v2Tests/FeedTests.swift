import HL7v2
import HealthCardDomain
import IndexDouble
import Testing

struct FeedTests {
    private static let patient = "PID|||7^^^HOSP1||测试甲"

    /// What a message of the first hospital is answered, and what the index heard.
    private func feed(
        _ body: String,
        event: String = "A04",
        sender: (application: String, facility: String) = ("HIS", "HOSP1"),
        index: IndexDouble = IndexDouble()
    ) async throws -> (answer: Message, said: PatientStatement?) {
        let text = "MSH|^~\\&|\(sender.application)|\(sender.facility)|E|R|20260105||ADT^\(event)|1|P|2.5\r" + body
        let answer = await MadeUpRegion.responder(index).answer(Array(text.utf8), from: MadeUpRegion.senders)
        return (try #require(answer?.message), await index.statements.last)
    }

    private func said(_ patient: String, _ more: String = "") async throws -> PatientStatement {
        let (answer, said) = try await feed("EVN||20260105092500\r\(patient)\r\(more)\r")
        #expect(answer.first("MSA")?.text(1) == "AA", "\(Golden.text(answer.encoded))")
        return try #require(said)
    }

    /// Code and place of the first refusal.
    private func refusal(_ answer: Message) -> String {
        guard let error = answer.first("ERR") else { return answer.first("MSA")?.text(1) ?? "" }
        let place = error.field(2).first.components.map { $0.text(1) }.joined(separator: "^")
        return error.field(3).first.text(1) + " " + place
    }

    @Test func `a registration says what PID and NK1 say`() async throws {
        let statement = try await said(
            "PID|||7^^^HOSP1^MR~E123^^^^PPN~9^^^EMPI^PI||测试^甲||199003|F||B^汉|某路1号^^某市^某省||010-1~^PRN^CP^^^^^^^^^139|138^WPN^CP",
            "NK1|1|某^人|FTH\rNK1|2|监护^人|GRD" + String(repeating: "|", count: 30) + "110101196001010010^^^^NI"
        )
        #expect(statement.identifier == PatientIdentifier("7", in: MadeUpRegion.first))
        #expect(statement.otherIdentifiers == [PatientIdentifier("9", in: MadeUpRegion.platform)])
        #expect(statement.name == .value("测试甲") && statement.gender == .value(.female))
        #expect(statement.birthDate == .value("1990-03") && statement.nation == .value("B"))
        #expect(statement.documents == .value([IdentityDocument(.passport, "E123")]))
        #expect(statement.phone == .value("139") && statement.address == .value("某省某市某路1号"))
        #expect(statement.guardianName == .value("监护人"))
        #expect(statement.guardianDocument == .value(IdentityDocument(.residentID, "110101196001010010")))
        #expect(statement.recordedOn == "2026-01-05T09:25:00+08:00")
        #expect("\(statement)" == "<redacted>" && "\(statement.identifier)" == "<redacted>")
    }

    @Test func `an empty field says nothing, and the null takes back`() async throws {
        let empty = try await said(Self.patient)
        #expect(empty.gender == .nothing && empty.phone == .nothing && empty.documents == .nothing)
        #expect(empty.gender.over(.male) == .male)
        let null = try await said(#"PID|||7||测试甲||""|""||""|""||""|""|||||"""#)
        #expect(null.gender == .withdrawn && null.birthDate == .withdrawn && null.nation == .withdrawn)
        #expect(null.phone == .withdrawn && null.address == .withdrawn && null.documents == .withdrawn)
        #expect(null.gender.over(.male) == nil)
        #expect(try await said(#"PID|||7||测试甲||||||||""|138"#).phone == .value("138"))
    }

    @Test(arguments: [
        ("甲^乙^^^^^L^A~JIA^YI^^^^^L^P~张^三^^^^^L^I", "张三"), ("ZHANG^SAN^SI", "ZHANG SAN SI"),
        ("别名^^^^^^A~真^名^^^^^D", "真名"),
        ("欧阳^某某", "欧阳某某"), ("欧阳某某", "欧阳某某"), ("买买提·吐尔逊", "买买提·吐尔逊"), (" 张 ^　三　", "张三"), ("张^\"\"", "张"),
    ])
    func `the legal name in ideographs goes before others`(field: String, name: String) async throws {
        #expect(try await said("PID|||7||\(field)").name == .value(name))
    }

    @Test(arguments: [
        ("M", Gender.male), ("F", .female), ("U", .unknown), ("O", .unstated), ("A", .unstated), ("N", .unstated),
    ])
    func `table 0001 becomes GB T 2261`(code: String, gender: Gender) async throws {
        #expect(try await said("PID|||7||测试甲|||\(code)").gender == .value(gender))
    }

    @Test(arguments: [
        ("某路&2号", "某路2号"), ("北京市某路2号^^北京市^110000", "北京市某路2号"), ("2号^3室^某市^某省^^^^^某区", "某省某市某区2号3室"),
        ("单位^^^^^^B~家^^^^^^H", "家"),
    ])
    func `an address runs from the largest place to the smallest`(field: String, address: String) async throws {
        #expect(try await said("PID|||7||测试甲||||||\(field)").address == .value(address))
    }

    @Test(arguments: [
        ("1^PRN^FX~2", "2"), ("^PRN^PH^^^021^555", "021555"), ("^NET^Internet^a@b~3^PRN^PH~4^PRN^CP", "4"),
    ])
    func `a mobile phone goes before others`(field: String, phone: String) async throws {
        #expect(try await said("PID|||7||测试甲||||||||\(field)").phone == .value(phone))
    }

    @Test func `the number in PID-19 is that of an identity card`() async throws {
        let first = "PID|||7"
        let behind = "||测试甲" + String(repeating: "|", count: 14)
        #expect(try await said("\(first)\(behind)11X").documents == .value([IdentityDocument(.residentID, "11X")]))
        let both = try await said("\(first)~22X^^^^NNCHN\(behind)11X")
        #expect(both.documents == .value([IdentityDocument(.residentID, "22X")]))
        #expect(
            try await said("\(first)~H1^^^^06\(behind)").documents == .value([IdentityDocument(.hkMacaoPermit, "H1")])
        )
    }

    @Test(arguments: [
        ("EVN|", "100 PID^1"), ("PID|||7||甲", "100 EVN^1"), ("PID|||7||甲\rEVN|", "100 PID^1"),
        ("EVN|\rPID|||7||甲\rPID|||8||甲", "100 PID^2"), ("EVN|\rEVN|\rPID|||7||甲", "100 EVN^2"),
        ("EVN|\rPID|||||甲", "101 PID^1^3^1"), ("EVN|\rPID|||^^^HOSP1||甲", "101 PID^1^3^1^1"),
        ("EVN|\rPID|||11X^^^^NNCHN||甲", "101 PID^1^3^1"), ("EVN|\rPID|||7^^^HOSP2||甲", "101 PID^1^3^1"),
        ("EVN|\rPID|||7^^^NOWHERE||甲", "204 PID^1^3^1^4"), ("EVN|\rPID|||7^^^HOSP1&9.9&ISO||甲", "204 PID^1^3^1^4"),
        ("EVN|\rPID|||7~8||甲", "205 PID^1^3^2^1"), ("EVN|\rPID|||7", "101 PID^1^5"),
        ("EVN|\rPID|||7||甲||19901301", "102 PID^1^7"), ("EVN|\rPID|||7||甲|||X", "103 PID^1^8"),
        ("EVN|\rPID|||7 8||甲", "102 PID^1^3^1^1"), ("EVN|\rPID|||七||甲", "102 PID^1^3^1^1"),
        ("EVN||yesterday\rPID|||7||甲", "102 EVN^1^2"),
        ("EVN|\rPID|||\(String(repeating: "7", count: 65))||甲", "102 PID^1^3^1^1"),
        ("EVN|\rPID|||7||\(String(repeating: "甲", count: 342))", "102 PID^1^5"),
    ])
    func `what cannot be filed is refused where it stands`(body: String, wanted: String) async throws {
        let (answer, said) = try await feed(body)
        #expect(refusal(answer) == wanted && answer.first("MSA")?.text(1) == "AE" && said == nil)
    }

    @Test func `a domain is known by its universal id too`() async throws {
        #expect(try await said("PID|||7^^^&1.2.156.99999.1&ISO||甲").identifier.domain == MadeUpRegion.first)
    }

    @Test(arguments: [("HIS", "HOSP2"), ("LIS", "HOSP1"), ("", ""), ("his", "HOSP1")])
    func `a sender that is not filed is refused`(application: String, facility: String) async throws {
        let (answer, said) = try await feed("EVN|\r" + Self.patient, sender: (application, facility))
        #expect(refusal(answer) == "103 MSH^1^3" && said == nil)
    }

    @Test func `a sender without the right to feed is rejected`() async throws {
        let (answer, said) = try await feed("EVN|\r" + Self.patient, sender: ("VIEW", "HOSP2"))
        #expect(refusal(answer) == "200 MSH^1^9^1^1" && answer.first("MSA")?.text(1) == "AR" && said == nil)
    }

    @Test(arguments: [
        ("EVN|\rPID|||7||甲", "100 MRG^1"), ("EVN|\rPID|||7||甲\rMRG|8\rMRG|9", "100 MRG^2"),
        ("EVN|\rPID|||7||甲\rMRG|7", "205 MRG^1^1"),
        ("EVN|\rPID|||7||甲\rMRG|", "101 MRG^1^1^1"), ("EVN|\rPID|||7||甲\rMRG|8^^^HOSP2", "101 MRG^1^1^1"),
        ("EVN|\rPID|||7||甲\rMRG|8", "204 PID^1^3^1^1"),
    ])
    func `a merge that cannot be done is refused where it stands`(body: String, wanted: String) async throws {
        let index = IndexDouble()
        let (answer, _) = try await feed(body, event: "A40", index: index)
        #expect(refusal(answer) == wanted)
        #expect(await index.merges.isEmpty)
    }

    @Test func `what the index refuses and what goes wrong in it is told apart`() async throws {
        let index = IndexDouble()
        let body = "EVN|\r\(Self.patient)\rMRG|8"
        await index.plan(MainIndexRefusal.heldApart)
        #expect(refusal(try await feed(body, event: "A40", index: index).answer) == "206 ")
        await index.plan(MainIndexRefusal.waitsForReview)
        #expect(refusal(try await feed(body, event: "A40", index: index).answer) == "206 ")
        await index.plan(MainIndexRefusal.notAllowed)
        #expect(refusal(try await feed(body, index: index).answer) == "200 MSH^1^9^1^1")
        await index.plan(MainIndexRefusal.textTooLong)
        #expect(refusal(try await feed(body, index: index).answer) == "102 ")
        await index.plan(MainIndexRefusal.identifierUnknown(PatientIdentifier("7", in: MadeUpRegion.first)))
        #expect(refusal(try await feed(body, index: index).answer) == "204 ")
        await index.plan(MainIndexRefusal.unavailable)
        #expect(refusal(try await feed(body, index: index).answer) == "207 ")
        await index.plan(IndexDouble.PlannedFault())
        let text = "MSH|^~\\&|HIS|HOSP1|E|R|20260105||ADT^A04|1|P|2.5\r" + body
        let answer = await MadeUpRegion.responder(index).answer(Array(text.utf8), from: MadeUpRegion.senders)
        #expect(answer?.fault is IndexDouble.PlannedFault && answer?.message.first("MSA")?.text(1) == "AR")
    }
}
