import Foundation
import HealthCardDomain
import HealthCardServices
import SMCrypto
import TestSupport
import Testing

/// Every way a scan is refused: its own code, one audit entry with the place, and nothing else.
struct ScanRefusalTests {
    enum Case: String, CaseIterable, Sendable {
        case malformed, unknownType, unknownVersion, notGenuine, wrongApp, expired, notYetValid, replayed
        case cardNotFound, cardSuspended, cardCancelled, staticOfCancelled
        case terminalUnknown, terminalFrozen, terminalFiled, terminalWithdrawn, terminalOfOthers, institutionFrozen
        case departmentUnknown
        case operationNotAllowed, callerFrozen, notSignedIn, residentScans, nonceReplayed

        var code: ProblemCode {
            switch self {
            case .malformed: .codeMalformed
            case .unknownType: .codeTypeUnknown
            case .unknownVersion: .codeVersionUnknown
            case .notGenuine: .codeNotGenuine
            case .wrongApp: .codeWrongApp
            case .expired: .codeExpired
            case .notYetValid: .codeNotYetValid
            case .replayed: .codeReplayed
            case .cardNotFound: .cardNotFound
            case .cardSuspended, .cardCancelled, .staticOfCancelled: .cardNotActive
            case .terminalUnknown: .terminalUnknown
            case .terminalFrozen, .terminalFiled, .terminalWithdrawn: .terminalNotAuthorised
            case .terminalOfOthers: .terminalOfOthers
            case .institutionFrozen: .institutionNotAuthorised
            case .departmentUnknown: .departmentUnknown
            case .operationNotAllowed, .residentScans: .operationNotAllowed
            case .callerFrozen: .callerNotAuthorised
            case .notSignedIn: .notSignedIn
            case .nonceReplayed: .nonceReplayed
            }
        }
    }

    @Test(arguments: Case.allCases)
    func `a refused scan has its code and leaves one audit entry and nothing else`(kind: Case) async throws {
        let counted = try await CountedWorld()
        let world = counted.world
        let card = try await world.register(1)
        let (request, act) = try await prepare(kind, world, card.cardID)
        let before = try counted.counts()
        let code = try await recordedRefusal { _ = try await world.services.scans.scan(request, by: act) }
        #expect(code == kind.code)
        #expect(try counted.growth(since: before) == ["audit_entries": 1])
        let entry = try #require(try await world.audit().last)
        #expect(entry.outcome == kind.code.rawValue && entry.operation == .codeScan)
        #expect(entry.shown.isEmpty)
        #expect(entry.terminal == request.terminal && entry.step == request.step && entry.purpose == "诊疗")
        #expect(entry.actor == act.actor.auditName && entry.role == act.actor.role)
        try await counted.remove()
    }

    @Test func `the nonce of a refused scan is used up with it`() async throws {
        let counted = try await CountedWorld()
        let world = counted.world
        let act = world.act(nonce: "nonce-of-16-chars")
        let before = try counted.counts()
        let first = try await recordedRefusal { _ = try await world.services.scans.scan(world.scan("x"), by: act) }
        #expect(first == .codeMalformed)
        #expect(try counted.growth(since: before) == ["audit_entries": 1, "nonces": 1])
        let again = try await recordedRefusal { _ = try await world.services.scans.scan(world.scan("x"), by: act) }
        #expect(again == .nonceReplayed)
        #expect(try counted.growth(since: before) == ["audit_entries": 2, "nonces": 1])
        try await counted.remove()
    }

    @Test func `an accepted scan writes one use, one mark, one nonce and one audit entry`() async throws {
        let counted = try await CountedWorld()
        let world = counted.world
        let card = try await world.register(1)
        let text = try await world.services.codes.generate(.dynamic, of: card.cardID, by: world.act()).code.text
        let before = try counted.counts()
        _ = try await world.services.scans.scan(world.scan(text), by: world.act(nonce: "nonce-of-16-chars"))
        #expect(try counted.growth(since: before) == ["audit_entries": 1, "nonces": 1, "uses": 1, "used_codes": 1])
        try await counted.remove()
    }

    private func prepare(_ kind: Case, _ world: World, _ card: CardID) async throws -> (ScanRequest, Act) {
        func dynamic() async throws -> String {
            try await world.services.codes.generate(.dynamic, of: card, by: world.act()).code.text
        }
        let app = world.act()
        switch kind {
        case .malformed: return (world.scan("not a code"), app)
        case .unknownType: return (world.scan("\(card):7:\(String(repeating: "0", count: 32)):R0001"), app)
        case .unknownVersion: return (world.scan(try Self.foreignVersion(of: card, at: world.clock.now)), app)
        case .notGenuine: return (world.scan("\(card):0:\(String(repeating: "0", count: 32)):R0001"), app)
        case .wrongApp: return (world.scan(try await dynamic().replacing("R0001", with: "R0002")), app)
        case .expired:
            let text = try await dynamic()
            world.clock.advance(by: 90)
            return (world.scan(text), world.act())
        case .notYetValid:
            let text = try await dynamic()
            world.clock.advance(by: -60)
            return (world.scan(text), world.act())
        case .replayed:
            let text = try await dynamic()
            _ = try await world.services.scans.scan(world.scan(text), by: app)
            return (world.scan(text), app)
        case .cardNotFound: return (world.scan(String(repeating: "A", count: 64) + ":1"), app)
        case .cardSuspended, .cardCancelled:
            let text = try await dynamic()
            try await change(card, to: kind == .cardSuspended ? .suspended : .cancelled, world)
            return (world.scan(text), app)
        case .staticOfCancelled:
            try await change(card, to: .cancelled, world)
            return (world.scan("\(card):1"), app)
        case .terminalUnknown: return (world.scan(try await dynamic(), terminal: TerminalCode(trusted: "T-0")), app)
        case .terminalFrozen: return (world.scan(try await dynamic(), terminal: TestRegion.frozenTerminal), app)
        case .terminalFiled: return (world.scan(try await dynamic(), terminal: TestRegion.filedTerminal), app)
        case .terminalWithdrawn: return (world.scan(try await dynamic(), terminal: TestRegion.withdrawnTerminal), app)
        case .terminalOfOthers:
            return (
                world.scan(try await dynamic(), terminal: TestRegion.otherTerminal),
                world.act(.app(TestRegion.hospitalApp))
            )
        case .institutionFrozen:
            return (world.scan(try await dynamic(), terminal: TestRegion.terminalOfFrozenHospital), app)
        case .departmentUnknown: return (world.scan(try await dynamic(), department: "2000"), app)
        case .operationNotAllowed: return (world.scan(try await dynamic()), world.act(.app(TestRegion.bankApp)))
        case .callerFrozen: return (world.scan(try await dynamic()), world.act(.app(TestRegion.frozenApp)))
        case .notSignedIn: return (world.scan(try await dynamic()), world.act(.anonymous))
        case .residentScans:
            return (world.scan(try await dynamic()), world.act(.resident(try MadeUpResident.phone(1), persons: [])))
        case .nonceReplayed:
            let act = world.act(nonce: "nonce-of-16-chars")
            _ = try await world.services.scans.scan(world.scan(try await dynamic()), by: act)
            return (world.scan(try await dynamic()), act)
        }
    }

    private func change(_ card: CardID, to status: Card.Status, _ world: World) async throws {
        try await world.storage.write { store in
            var card = try #require(try store.cards.find(card))
            if status == .suspended {
                try card.suspend(at: TestClock.start)
            } else {
                try card.cancel(at: TestClock.start)
            }
            try store.cards.save(card)
        }
    }

    /// A genuine token of layout version 2, made with the world's key by the documented layout.
    private static func foreignVersion(of card: CardID, at now: Date) throws -> String {
        let master = Array(repeating: UInt8(1), count: 32)
        let cipherKey = try HKDFSM3.derive(key: master, salt: [], info: Array("card-code/1/block".utf8), length: 16)
        let macKey = try HKDFSM3.derive(key: master, salt: [], info: Array("card-code/1/tag".utf8), length: 32)
        let head = 2 << 28 | TimeStep(at: now).number
        var block = (0..<4).map { UInt8(truncatingIfNeeded: head >> (24 - 8 * $0)) } + [0, 0, 0, 0]
        let tag = HMACSM3(key: macKey).authenticate(Array(card.text.utf8) + block)
        let app = SM3.hash(Array("R0001".utf8))
        block += tag[0..<6] + [tag[6] ^ app[0], tag[7] ^ app[1]]
        let token = try SM4BlockCipher(key: SM4Key(cipherKey)).encrypt(block)
        return "\(card):0:\(Hex.upper(token)):R0001"
    }
}
