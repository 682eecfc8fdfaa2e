import Foundation
import HTTPTypes
import HealthCardDomain
import HealthCardServices
import SMCrypto
import TestSupport

extension RefusalCase {
    static let scans: [RefusalCase] = [
        RefusalCase("an absent card", .cardNotFound, 404, field: "card_id") {
            try await $0.send(SignedRequest(.get, "/api/v1/cards/\(absent)"))
        },
        RefusalCase("a card of others", .cardNotBound, 403, field: "card_id") { server in
            let card = try await server.register()
            return try await server.send(
                SignedRequest(.get, "/api/v1/cards/\(card)").with { $0.app = TestRegion.bankApp.id }
            )
        },
        RefusalCase("a cancelled card", .cardNotActive, 409, field: "card_id") { server in
            let card = try await server.register()
            let id = try requireID(card)
            _ = try await server.world.services.cards.cancel(id, key: nil, by: server.world.act())
            return try await server.send(server.codeRequest(card))
        },
        RefusalCase("a code while the key service is gone", .hsmUnavailable, 503) { server in
            let card = try await server.register()
            server.world.keys.isServiceGone = true
            return try await server.send(server.codeRequest(card))
        },
        RefusalCase("another name", .personNameDiffers, 409, field: "name") { server in
            _ = try await server.register(1)
            return try await server.send(server.registration(1, ["name": "\"李四\""]))
        },
        scan("no code", .codeMalformed, 422) { _ in "hello" },
        scan("a code with NUL", .codeMalformed, 422) { $0 + "\\u0000" },
        scan("another type of code", .codeTypeUnknown, 422) { $0.replacing(":0:", with: ":5:") },
        scan("another layout", .codeVersionUnknown, 422) { try foreignVersion(of: String($0.prefix(64))) },
        scan("a forged token", .codeNotGenuine, 422) {
            $0.prefix(67) + String(repeating: "0", count: 32) + $0.dropFirst(99)
        },
        scan("another app's number", .codeWrongApp, 422) { $0.replacing(":R0001", with: ":R0002") },
        RefusalCase("an old code", .codeExpired, 409, field: "code") { server in
            let code = try await server.code(server.register())
            server.world.clock.advance(by: 61)
            return try await server.send(server.scan(code))
        },
        RefusalCase("a code of the future", .codeNotYetValid, 409, field: "code") { server in
            let code = try await server.code(server.register())
            server.world.clock.advance(by: -31)
            return try await server.send(server.scan(code))
        },
        RefusalCase("a code twice", .codeReplayed, 409, field: "code") { server in
            let code = try await server.code(server.register())
            _ = try await server.send(server.scan(code))
            return try await server.send(server.scan(code))
        },
        place("terminal_code", "\"T-0\"", .terminalUnknown, 422),
        place("terminal_code", "\"\(TestRegion.frozenTerminal)\"", .terminalNotAuthorised, 403),
        place(
            "terminal_code",
            "\"\(TestRegion.otherTerminal)\"",
            .terminalOfOthers,
            403,
            app: TestRegion.hospitalApp.id
        ),
        place("terminal_code", "\"机 1\"", .labelMalformed, 400),
        place("operator", "\"\"", .labelMalformed, 400),
        place("step", "\"010199\"", .stepUnknown, 422),
        place("department", "\"2000\"", .departmentUnknown, 422),
        place("department", "\"-1\"", .departmentUnknown, 422),
        place("purpose", "\" \"", .fieldMalformed, 400),
        place("purpose", "\"\u{202E}\"", .fieldMalformed, 400),
        RefusalCase("a frozen hospital", .institutionNotAuthorised, 403) { server in
            let code = try await server.code(server.register())
            return try await server.send(
                server.scan(code, ["terminal_code": "\"\(TestRegion.terminalOfFrozenHospital)\""])
            )
        },
    ]

    /// A scan of a code that was changed.
    private static func scan(
        _ name: String,
        _ code: ProblemCode,
        _ status: Int,
        _ change: @escaping @Sendable (String) throws -> String
    ) -> RefusalCase {
        RefusalCase(name, code, status, field: "code") { server in
            try await server.send(server.scan(try change(try await server.code(server.register()))))
        }
    }

    /// A scan at a changed place.
    private static func place(
        _ field: String,
        _ value: String,
        _ code: ProblemCode,
        _ status: Int,
        app: AppID = TestRegion.app.id
    ) -> RefusalCase {
        RefusalCase("\(field) \(value)", code, status, field: field) { server in
            let text = try await server.code(server.register())
            return try await server.send(server.scan(text, [field: value]).with { $0.app = app })
        }
    }

    private struct NoCardID: Error {}

    private static func requireID(_ text: String) throws -> CardID {
        guard let id = CardID(text) else { throw NoCardID() }
        return id
    }

    /// A genuine token of layout version 3, made with the world's key by the documented layout.
    private static func foreignVersion(of card: String) throws -> String {
        let master = Array(repeating: UInt8(1), count: 32)
        let cipherKey = try HKDFSM3.derive(key: master, salt: [], info: Array("card-code/1/block".utf8), length: 16)
        let macKey = try HKDFSM3.derive(key: master, salt: [], info: Array("card-code/1/tag".utf8), length: 32)
        let head = 3 << 28 | TimeStep(at: TestClock.start).number
        var block = (0..<4).map { UInt8(truncatingIfNeeded: head >> (24 - 8 * $0)) } + [0, 0, 0, 0]
        let tag = HMACSM3(key: macKey).authenticate(Array(card.utf8) + block)
        let app = SM3.hash(Array("R0001".utf8))
        block += tag[0..<6] + [tag[6] ^ app[0], tag[7] ^ app[1]]
        return "\(card):0:\(Hex.upper(try SM4BlockCipher(key: SM4Key(cipherKey)).encrypt(block))):R0001"
    }
}
