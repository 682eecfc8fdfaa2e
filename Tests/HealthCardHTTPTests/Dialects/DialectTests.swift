import Foundation
import HealthCardDomain
import TestSupport
import Testing

struct DialectTests {
    private static let person =
        "\"name\":\"张三\",\"id_type\":\"01\",\"id_no\":\"\(MadeUpResident.number(1))\",\"cellphone\":\"13800000001\","
        + "\"gender\":\"\",\"address\":\"\""

    @Test(arguments: DialectCaller.Profile.all)
    func `a card goes through its whole life in the dialect`(profile: DialectCaller.Profile) async throws {
        try await TestServer.run { server in
            let caller = DialectCaller(server: server, profile: profile)
            func call(_ method: String, _ content: String) async throws -> [String: Any] {
                let answer = try await caller.call(method, content)
                #expect(answer.envelope["code"] == profile.success, "\(method): \(answer.envelope)")
                #expect(answer.envelope["problem"] == nil && answer.envelope["enc_type"] == "SM4")
                return answer.content
            }
            let created = try await call(
                "ehc.ehealthcard.register",
                "{\"register_no\":\"1\",\"apply_type\":\"01\",\(Self.person)}"
            )
            let card = try #require(created["ehealth_card_id"] as? String)
            #expect(created["outcome"] as? String == "created" && card.count == 64)
            let person = try #require(created["mindex_id"] as? String)

            let made = try await call("ehc.ehealthcode.generate", "{\"ehealth_card_id\":\"\(card)\",\"ewmbs\":\"0\"}")
            let code = try #require(made["ehealth_code"] as? String)
            #expect(made["validseconds"] as? Int == 54)

            let verified = try await call(
                "ehc.ehealthcode.verify",
                "{\"ehealth_code\":\"\(code)\",\"medstepcode\":\"010101\",\"terminalcode\":\"T-1\",\"channelcode\":\"01\"}"
            )
            #expect(verified["result"] as? String == "accepted" && verified["mindex_id"] as? String == person)
            #expect(verified["id_no"] as? String == MadeUpResident.number(1) && verified["name"] as? String == "张三")

            let row =
                "{\"ehealth_card_id\":\"\(card)\",\"medstepcode\":\"010105\",\"terminalcode\":\"T-1\",\"usetime\":\"20260922091500\"}"
            let uploaded = try await call("ehc.ehealthcode.usecarddate", "[\(row),\(row)]")
            #expect(uploaded["recorded"] as? Int == 1 && uploaded["repeated"] as? Int == 1)

            for _ in 0..<2 {
                _ = try await call(
                    "ehc.ehealthcard.modify",
                    "{\"alter_no\":\"7\",\"ehealth_card_id\":\"\(card)\",\"cellphone\":\"13900000009\"}"
                )
            }
            let queried = try await call("ehc.ehealthcode.query", "{\"ehealth_card_id\":\"\(card)\"}")
            #expect(queried["cellphone"] as? String == "13900000009" && queried["status"] as? String == "active")
            let byDocument = try await call(
                "ehc.ehealthcode.query",
                "{\"ehealth_card_id\":\"\",\"id_type\":\"01\",\"id_no\":\"\(MadeUpResident.number(1))\"}"
            )
            #expect(byDocument["ehealth_card_id"] as? String == card)

            for _ in 0..<2 {
                let closed = try await call(
                    "ehc.ehealthcard.close",
                    "{\"revoke_no\":\"9\",\"ehealth_card_id\":\"\(card)\"}"
                )
                #expect(closed["status"] as? String == "cancelled")
            }
            let restored = try await call(
                "ehc.ehealthcard.register",
                "{\"register_no\":\"2\",\"apply_type\":\"3\",\(Self.person)}"
            )
            #expect(restored["outcome"] as? String == "restored" && restored["ehealth_card_id"] as? String == card)
        }
    }

    @Test(arguments: DialectCaller.Profile.all)
    func `the dialect and the native API serve the same card`(profile: DialectCaller.Profile) async throws {
        try await TestServer.run { server in
            let card = try await server.register()
            let caller = DialectCaller(server: server, profile: profile)
            let answer = try await caller.call("ehc.ehealthcard.register", "{\"register_no\":\"1\",\(Self.person)}")
            #expect(answer.content["ehealth_card_id"] as? String == card)
            #expect(answer.content["outcome"] as? String == "existing")
            let made = try await caller.call("ehc.ehealthcode.generate", "{\"ehealth_card_id\":\"\(card)\"}")
            let scanned = try await server.send(server.scan(try #require(made.content["ehealth_code"] as? String)))
            #expect(try scanned["result"] == "accepted")
        }
    }

    @Test func `digits of either case are read`() async throws {
        try await TestServer.run { server in
            let card = try await server.register()
            let caller = DialectCaller(server: server, profile: .national)
            let answer = try await caller.call("ehc.ehealthcode.query", "{\"ehealth_card_id\":\"\(card)\"}") {
                members in
                members["digest"] = members["digest"]?.lowercased()
                members["biz_content"] = members["biz_content"]?.lowercased()
            }
            #expect(answer.envelope["code"] == "10")
        }
    }

    @Test func `500 uses fit into one envelope, 501 do not`() async throws {
        try await TestServer.run { server in
            let card = try await server.register()
            let caller = DialectCaller(server: server, profile: .national)
            func rows(_ count: Int) -> String {
                let rows = (0..<count).map { index in
                    let time = "09" + String(100 + index / 60 % 60).suffix(2) + String(100 + index % 60).suffix(2)
                    return
                        "{\"ehealth_card_id\":\"\(card)\",\"medstepcode\":\"010105\",\"terminalcode\":\"T-1\",\"usetime\":\"20260922\(time)\"}"
                }
                return "[\(rows.joined(separator: ","))]"
            }
            let whole = try await caller.call("ehc.ehealthcode.usecarddate", rows(500))
            #expect(whole.content["recorded"] as? Int == 500, "\(whole.envelope)")
            let over = try await caller.call("ehc.ehealthcode.usecarddate", rows(501))
            #expect(over.envelope["problem"] == "use_batch_size")
        }
    }
}
