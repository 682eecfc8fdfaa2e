import HL7v2
import HealthCardDomain
import IndexDouble
import Testing

struct QueryTests {
    private func ask(
        _ event: String,
        _ body: String,
        index: IndexDouble = IndexDouble(),
        version: String = "2.5"
    ) async throws -> Message {
        let text = "MSH|^~\\&|VIEW|HOSP2|E|R|20260105||QBP^\(event)^QBP_Q21|1|P|\(version)\r" + body
        let answer = await MadeUpRegion.responder(index).answer(Array(text.utf8), from: MadeUpRegion.senders)
        return try #require(answer?.message)
    }

    private func refusal(_ answer: Message) -> String {
        guard let error = answer.first("ERR") else { return answer.first("MSA")?.text(1) ?? "" }
        let place = error.field(2).first.components.map { $0.text(1) }.joined(separator: "^")
        return error.field(3).first.text(1) + " " + place
    }

    private func asked(_ parameters: String, _ control: String = "RCP|I") async throws -> DemographicQuery {
        let index = IndexDouble()
        let answer = try await ask("Q22", "QPD|IHE PDQ Query|T|\(parameters)\r\(control)", index: index)
        #expect(refusal(answer) == "AA")
        return try #require(await index.queries.last)
    }

    @Test func `the parameters of IHE are understood`() async throws {
        let query = try await asked(
            "@PID.3.1^7~@PID.3.4.1^HOSP1~@PID.3.4.2^1.2.156.99999.1~@PID.3.4.3^ISO~@PID.5.1^测试~@PID.5.2^甲~@PID.7.1^199003"
                + "~@PID.8^F~@PID.11.1.1^某路~@PID.11.3^某市~@PID.13^138~@PID.22^01|||||^^^HOSP1~^^^HOSP1~^^^EMPI",
            "RCP|I|7^RD"
        )
        #expect(query.identifierValue == "7" && query.identifierDomain == MadeUpRegion.first)
        #expect(query.name == "测试甲" && query.birthDate == "1990-03" && query.gender == .female)
        #expect(query.address == "某市某路" && query.phone == "138" && query.nation == "01")
        #expect(query.domains == [MadeUpRegion.first, MadeUpRegion.platform])
        #expect(query.limit == 7 && query.pointer == nil)
        #expect("\(query)" == "<redacted>")
    }

    @Test func `a limit is the sender's, and never more than ours`() async throws {
        #expect(try await asked("@PID.7^1990").limit == 50)
        #expect(try await asked("@PID.7^1990", "RCP|I|9999^RD").limit == 50)
        #expect(try await asked("@PID.7^1990", "RCP||3").limit == 3)
        #expect(try await asked("@PID.7^1990", "RCP|I\rDSC|0|I").pointer == "0")
    }

    @Test(arguments: [
        ("QPD|N|T|\rRCP|I", "101 QPD^1^3"), ("QPD|N|T|@PID.5.1.1^\rRCP|I", "101 QPD^1^3"),
        ("QPD|N||@PID.7^1990\rRCP|I", "101 QPD^1^2"),
        ("QPD||T|@PID.7^1990\rRCP|I", "101 QPD^1^1"), ("RCP|I", "100 QPD^1"), ("QPD|N|T|@PID.7^1990", "100 RCP^1"),
        ("QPD|N|T|@PID.7^1990\rRCP|D", "103 RCP^1^1"), ("QPD|N|T|@PID.7^1990\rRCP|I|0^RD", "102 RCP^1^2^1^1"),
        ("QPD|N|T|@PID.7^1990\rRCP|I|x^RD", "102 RCP^1^2^1^1"), ("QPD|N|T|@PID.7^1990\rRCP|I|5^PG", "103 RCP^1^2^1^2"),
        ("QPD|N|T|@PID.7^1990~@PID.30^Y\rRCP|I", "103 QPD^1^3^2^1"), ("QPD|N|T|@PID.7^soon\rRCP|I", "102 QPD^1^3^1^2"),
        ("QPD|N|T|@PID.8^X\rRCP|I", "103 QPD^1^3^1^2"), ("QPD|N|T|@PID.7^1990~@PID.7^1991\rRCP|I", "205 QPD^1^3^2^1"),
        ("QPD|N|T|@PID.5.1^a~@PID.5.1.1^b\rRCP|I", "205 QPD^1^3^2^1"),
        ("QPD|N|T|@PID.3.1^1~@PID.3.4.1^NOWHERE\rRCP|I", "204 QPD^1^3^2^2"),
        ("QPD|N|T|@PID.7^1990|||||^^^X\rRCP|I", "204 QPD^1^8^1"),
        ("QPD|N|T|@PID.7^1990\rRCP|I\rDSC|zwölf|I", "204 DSC^1^1"),
        ("QPD|N|T|@PID.7^1990\rRCP|I\rDSC|x|I", "204 DSC^1^1"),
    ])
    func `a demographics query that cannot be answered is refused where it stands`(
        body: String,
        wanted: String
    ) async throws {
        let answer = try await ask("Q22", body)
        #expect(refusal(answer) == wanted && answer.first("MSA")?.text(1) == "AE")
        let hasQuery = body.hasPrefix("QPD|N|T|") && !wanted.hasPrefix("100") && !wanted.hasPrefix("103 RCP^1^1")
        #expect(answer.first("QAK")?.text(2) == (hasQuery ? "AE" : nil))
        #expect(answer.header.field(9).first.text(1) == (hasQuery ? "RSP" : "ACK"))
    }

    @Test(arguments: [
        ("QPD|N|T|\rRCP|I", "101 QPD^1^3^1^1"), ("QPD|N|T|7\rRCP|I", "204 QPD^1^3^1^4"),
        ("QPD|N|T|7^^^HOSP1~8^^^HOSP1\rRCP|I", "102 QPD^1^3^2"), ("QPD|N|T|7^^^HOSP1\rRCP|I", "204 QPD^1^3^1^1"),
    ])
    func `a cross-reference query that cannot be answered is refused where it stands`(
        body: String,
        wanted: String
    ) async throws {
        #expect(refusal(try await ask("Q23", body)) == wanted)
    }

    @Test func `an index that cannot answer rejects the query`() async throws {
        for (event, body) in [("Q22", "@PID.7^1990"), ("Q23", "7^^^HOSP1")] {
            let index = IndexDouble()
            await index.plan(MainIndexRefusal.unavailable)
            let answer = try await ask(event, "QPD|N|T|\(body)\rRCP|I", index: index)
            #expect(refusal(answer) == "207 " && answer.first("MSA")?.text(1) == "AR")
            #expect(answer.first("QAK")?.text(2) == "AR")
        }
    }

    @Test func `a query that names too little is refused where it asks`() async throws {
        let index = IndexDouble()
        await index.plan(MainIndexRefusal.queryTooWide)
        #expect(refusal(try await ask("Q22", "QPD|N|T|@PID.7^1990\rRCP|I", index: index)) == "101 QPD^1^3")
    }

    @Test func `a message to another application is refused where other names are set`() async throws {
        var options = ResponderOptions()
        options.receivingApplications = ["EMPI", "1.2.156.99999.9"]
        let responder = MadeUpRegion.responder(IndexDouble(), options: options)
        for (receiver, wanted) in [
            ("EMPI", "204 QPD^1^3^1^1"), ("^1.2.156.99999.9^ISO", "204 QPD^1^3^1^1"), ("OTHER", "103 MSH^1^5^1^1"),
            ("", "103 MSH^1^5^1^1"),
        ] {
            let head = "MSH|^~\\&|HIS|HOSP1|\(receiver)|R|20260105||QBP^Q23^QBP_Q21|1|P|2.5\r"
            let text = head + "QPD|N|T|7^^^HOSP1\rRCP|I"
            let answer = try #require(await responder.answer(Array(text.utf8), from: MadeUpRegion.senders))
            #expect(refusal(answer.message) == wanted, "\(receiver)")
        }
    }

    @Test func `other queries are rejected`() async throws {
        #expect(refusal(try await ask("Q21", "QPD|N|T|7\rRCP|I")) == "201 MSH^1^9^1^2")
    }

    @Test func `a message without a number of its own is refused`() async throws {
        let text = "MSH|^~\\&|VIEW|HOSP2|E|R|20260105||QBP^Q23||P|2.5\r"
        let answer = await MadeUpRegion.responder(IndexDouble()).answer(Array(text.utf8), from: MadeUpRegion.senders)
        #expect(refusal(try #require(answer?.message)) == "101 MSH^1^10")
    }
}
