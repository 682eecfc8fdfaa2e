import Foundation
import HealthCardDomain
import Testing

struct CardTests {
    private static let issued = Date(timeIntervalSince1970: 1_790_040_800)
    private static let later = issued.addingTimeInterval(60)

    /// What is asked of a card; every pair with a status stands in `table`.
    enum Request: String, CaseIterable, Sendable {
        case suspend, resume, cancel, restore, requireActive
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let from: Card.Status
        let request: Request
        /// The status afterwards, or the refusal.
        let becomes: Card.Status?
        let refusal: CardRefusal?

        init(_ from: Card.Status, _ request: Request, _ becomes: Card.Status) {
            (self.from, self.request, self.becomes, refusal) = (from, request, becomes, nil)
        }

        init(_ from: Card.Status, _ request: Request, refused refusal: CardRefusal) {
            (self.from, self.request, becomes, self.refusal) = (from, request, nil, refusal)
        }

        var testDescription: String { "\(from) \(request)" }
    }

    static let table = [
        Row(.preissued, .suspend, refused: .notActive(was: .preissued)),
        Row(.preissued, .resume, refused: .notSuspended(is: .preissued)),
        Row(.preissued, .cancel, .cancelled),
        Row(.preissued, .restore, .active),
        Row(.preissued, .requireActive, refused: .notActive(was: .preissued)),
        Row(.active, .suspend, .suspended),
        Row(.active, .resume, refused: .notSuspended(is: .active)),
        Row(.active, .cancel, .cancelled),
        Row(.active, .restore, refused: .notCancelled(is: .active)),
        Row(.active, .requireActive, .active),
        Row(.suspended, .suspend, refused: .notActive(was: .suspended)),
        Row(.suspended, .resume, .active),
        Row(.suspended, .cancel, .cancelled),
        Row(.suspended, .restore, refused: .notCancelled(is: .suspended)),
        Row(.suspended, .requireActive, refused: .notActive(was: .suspended)),
        Row(.cancelled, .suspend, refused: .notActive(was: .cancelled)),
        Row(.cancelled, .resume, refused: .notSuspended(is: .cancelled)),
        Row(.cancelled, .cancel, refused: .notActive(was: .cancelled)),
        Row(.cancelled, .restore, .active),
        Row(.cancelled, .requireActive, refused: .notActive(was: .cancelled)),
    ]

    @Test func `the table has every status and request once`() {
        #expect(Set(Self.table.map { "\($0.from) \($0.request)" }).count == Self.table.count)
        #expect(Self.table.count == Card.Status.allCases.count * Request.allCases.count)
    }

    @Test(arguments: table)
    func `a card changes as its life allows, and a refused change changes nothing`(row: Row) throws {
        let before = try card(row.from)
        var after = before
        let proofing = try proofing("second", at: Self.later)
        do {
            switch row.request {
            case .suspend: try after.suspend(at: Self.later)
            case .resume: try after.resume(proofing: proofing, at: Self.later)
            case .cancel: try after.cancel(at: Self.later)
            case .restore: try after.restore(proofing: proofing, at: Self.later)
            case .requireActive: try after.requireActive()
            }
            #expect(row.refusal == nil)
            #expect(after.status == row.becomes)
            #expect(after.statusChangedAt == (row.request == .requireActive ? Self.issued : Self.later))
            let isProofedAgain = row.request == .resume || row.request == .restore
            #expect(after.proofing == (isProofedAgain ? proofing : before.proofing))
            #expect(after.id == before.id && after.personID == before.personID && after.issuedAt == before.issuedAt)
        } catch {
            #expect(error == row.refusal)
            #expect(after == before)
        }
    }

    @Test func `a card is issued active, to one person, at one instant`() throws {
        let card = try card(.active)
        #expect(card.status == .active)
        #expect(card.issuedAt == Self.issued && card.statusChangedAt == Self.issued)
        #expect(card.issuedBy == AppID(trusted: "app"))
    }

    @Test func `a card made in advance waits for a proofed holder`() {
        let (id, person) = (CardID(randomBytes: Array(repeating: 1, count: 32)), PersonID(trusted: "P"))
        let card = Card(preissuing: id, to: person, at: Self.issued)
        #expect(card.status == .preissued && card.proofing == nil && card.channel == .batch && card.issuedBy == nil)
        #expect(Card.Status.allCases.filter { Card.needsProofing($0) } == [.active, .suspended])
    }

    @Test func `every refusal of a card names the card's field and a code of its own`() {
        let refusals: [CardRefusal] = [
            .malformedID, .notFound, .notActive(was: .cancelled), .notCancelled(is: .active),
            .notSuspended(is: .active),
            .notBound,
        ]
        #expect(
            refusals.map(\.code) == [
                .cardIDMalformed, .cardNotFound, .cardNotActive, .cardNotCancelled, .cardNotSuspended, .cardNotBound,
            ]
        )
        for refusal in refusals { #expect(refusal.field == "card_id") }
    }

    private func card(_ status: Card.Status) throws -> Card {
        Card(
            id: CardID(randomBytes: Array(repeating: 1, count: 32)),
            personID: PersonID(randomBytes: Array(repeating: 2, count: 32)),
            status: status,
            statusChangedAt: Self.issued,
            proofing: status == .preissued ? nil : try proofing("first", at: Self.issued),
            channel: .window,
            issuedBy: AppID(trusted: "app"),
            issuedAt: Self.issued
        )
    }

    private func proofing(_ verifier: String, at instant: Date) throws -> Proofing {
        try Proofing(recorded: .staffChecked, verifier: verifier, verifiedAt: instant)
    }
}
