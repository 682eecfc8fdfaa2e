import Foundation
import HealthCardDomain
import HealthCardServices
import SeededRandom
import TestSupport
import Testing

/// The system's clock is set back by an hour or forward by a day, and back again, while the sweep runs: no code and no
/// nonce is accepted twice, nothing has a negative age, nothing is lost.
struct ClockJumpTests {
    private static let hour: TimeInterval = 3_600
    private static let day: TimeInterval = 86_400
    private static let rounds = ProcessInfo.processInfo.environment["XINGLIN_CLOCK_ROUNDS"].flatMap { Int($0) } ?? 150

    private func sweep(_ world: World) async throws {
        try await RetentionService(storage: world.storage, ambient: world.ambient).sweep()
    }

    /// Away and back: the time that passes before the clock is swept and set back to that of the scan.
    @Test(arguments: [3_600.0, 86_400, 90_000])
    func `a code and a nonce that were used stay used when their time comes again`(seconds: TimeInterval) async throws {
        let world = try await World()
        let card = try await world.register()
        let code = try await world.services.codes.generate(.dynamic, of: card.cardID, by: world.act()).code.text
        _ = try await world.services.scans.scan(world.scan(code), by: world.act(nonce: "nonce-1"))
        world.clock.advance(by: seconds)
        try await sweep(world)
        world.clock.advance(by: -seconds)
        let replayed = try await recordedRefusal {
            _ = try await world.services.scans.scan(world.scan(code), by: world.act())
        }
        #expect(replayed == .codeReplayed)
        let repeated = try await recordedRefusal { _ = try await world.register(2, nonce: "nonce-1") }
        #expect(repeated == .nonceReplayed)
    }

    private func isNew(_ nonce: String, in world: World) async throws -> Bool {
        let now = world.clock.now
        return try await world.storage.write { try $0.marks.markNonce(nonce, of: TestRegion.app.id, at: now) }
    }

    @Test func `marks are swept away when no clock can bring their time back`() async throws {
        let world = try await World()
        var answers = [try await isNew("n", in: world)]
        world.clock.advance(by: RetentionService.keepSeconds)
        try await sweep(world)
        answers.append(try await isNew("n", in: world))
        world.clock.advance(by: 0.001)
        try await sweep(world)
        answers.append(try await isNew("n", in: world))
        #expect(answers == [true, false, true])
    }

    @Test func `what changes after the clock was set back is not older than what it changes`() async throws {
        let world = try await World()
        let registered = try await world.register()
        world.clock.advance(by: -Self.hour)
        let cancelled = try await world.services.cards.cancel(registered.cardID, key: nil, by: world.act())
        #expect(cancelled.status == .cancelled && cancelled.statusChangedAt == cancelled.issuedAt)
        world.clock.advance(by: 2 * Self.hour)
        _ = try await world.register()
        let restored = try await world.services.cards.card(registered.cardID, by: world.act()).card
        #expect(restored.status == .active && restored.statusChangedAt == world.clock.now)
    }

    @Test func `a code made before the clock was set back is not accepted, and a new one is`() async throws {
        let world = try await World()
        let card = try await world.register()
        let early = try await world.services.codes.generate(.dynamic, of: card.cardID, by: world.act())
        world.clock.advance(by: -Self.hour)
        let refusal = try await recordedRefusal {
            _ = try await world.services.scans.scan(world.scan(early.code.text), by: world.act())
        }
        #expect(refusal == .codeNotYetValid)
        let code = try await world.services.codes.generate(.dynamic, of: card.cardID, by: world.act())
        let seconds = try #require(code.validSeconds)
        #expect((0...60).contains(seconds))
        let answer = try await world.services.scans.scan(world.scan(code.code.text), by: world.act())
        #expect(answer.result == .accepted)
    }

    private func send(to phone: PhoneNumber, in world: World) async throws -> String {
        let terms = ConsentTerms.current(in: .chinese)
        try await world.services.signIn.sendCode(to: phone, accepting: terms, by: world.act(.anonymous))
        let codes = world.messages.codes(to: phone)
        return try #require(codes.last)
    }

    private func signIn(_ phone: PhoneNumber, _ code: String, in world: World) async throws -> OpenedSession {
        try await world.services.signIn.signIn(phone: phone, code: code, by: world.act(.anonymous))
    }

    @Test func `a sign-in does not outlive a clock that is set back, and another one begins at once`() async throws {
        let world = try await World()
        let phone = try MadeUpResident.phone(1)
        let opened = try await signIn(phone, send(to: phone, in: world), in: world)
        world.clock.advance(by: 1)
        let stale = try await send(to: phone, in: world)
        world.clock.advance(by: -Self.hour)
        let after = try await world.services.signIn.actor(cookie: opened.cookie.exposed, at: world.clock.now)
        #expect(after?.actor.role == nil)
        let refusal = try await recordedRefusal { _ = try await signIn(phone, stale, in: world) }
        #expect(refusal == .oneTimeCodeExpired)
        let again = try await signIn(phone, send(to: phone, in: world), in: world)
        let actor = try await world.services.signIn.actor(cookie: again.cookie.exposed, at: world.clock.now)
        #expect(actor?.actor.role == .resident)
    }

    /// True time moves on by seconds; the clock shows it an hour late, right, or a day early, as chance has it.
    @Test func `through jumps at random, each code is accepted once and everything acknowledged is stored`()
        async throws
    {
        let world = try await World()
        var chance = SeededGenerator(seed: 50)
        var truth = world.clock.now
        let offsets: [TimeInterval] = [-Self.hour, 0, 0, Self.day]
        var (cards, used, scans): ([CardID], [String], Int) = ([], [], 0)
        for _ in 0..<Self.rounds {
            truth.addTimeInterval(Double(Int.random(in: 0...4, using: &chance)))
            let offset = offsets[Int.random(in: 0..<offsets.count, using: &chance)]
            world.clock.set(to: truth.addingTimeInterval(offset))
            switch Int.random(in: 0..<4, using: &chance) {
            case 0: try await sweep(world)
            // There are a thousand made-up residents.
            case 1 where cards.count < 900: cards.append(try await world.register(cards.count + 1).cardID)
            default:
                guard !cards.isEmpty else { continue }
                let card = cards[Int.random(in: 0..<cards.count, using: &chance)]
                let code = try await world.services.codes.generate(.dynamic, of: card, by: world.act())
                let seconds = try #require(code.validSeconds)
                #expect((0...60).contains(seconds))
                let answer = try await world.services.scans.scan(world.scan(code.code.text), by: world.act())
                let use = try #require(try await world.storage.read { try $0.uses.find(answer.useID) })
                #expect(use.cardID == card && use.usedAt.timeIntervalSince(world.clock.now) < 0.064)
                used.append(code.code.text)
                scans += 1
            }
            for code in used.suffix(10) {
                let refusal = try await recordedRefusal {
                    _ = try await world.services.scans.scan(world.scan(code), by: world.act())
                }
                let isRefused =
                    refusal == .codeReplayed || refusal == .codeExpired || refusal == .codeNotYetValid
                #expect(isRefused)
            }
        }
        #expect(scans > Self.rounds / 4 && Set(cards).count == cards.count)
        let audit = try await world.storage.read { try $0.audit.newest(limit: 1_000_000) }
        let accepted = audit.filter { $0.outcome == AuditEntry.succeeded }
        #expect(accepted.count { $0.operation == .codeScan } == scans)
        #expect(accepted.count { $0.operation == .cardRegister } == cards.count)
        let persons = try await world.storage.read { try $0.figures.personCount() }
        #expect(persons == cards.count)
        for card in cards {
            let found = try await world.services.cards.card(card, by: world.act()).card
            #expect(found.statusChangedAt >= found.issuedAt)
        }
    }
}

extension World {
    fileprivate func register(_ sequence: Int, nonce: String) async throws -> Registration {
        try await services.cards.register(application(sequence), key: nil, by: act(nonce: nonce))
    }
}
