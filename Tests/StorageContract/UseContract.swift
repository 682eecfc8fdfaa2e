import Foundation
import HealthCardDomain
import HealthCardServices
import Storage
import Testing

struct UseContract {
    @Test(arguments: ContractDriver.allCases)
    func `a use is recorded once, and comes back as written`(driver: ContractDriver) async throws {
        try await driver.withRegion { storage in
            let person = Sample.person(try Sample.identity())
            let card = try Sample.card(of: person.id)
            let use = Sample.use(of: card)
            let again = Sample.use(of: card)
            let later = Sample.use(of: card, at: Sample.after(milliseconds: 1))
            let added = try await storage.write { store in
                try store.persons.add(person)
                try store.cards.add(card)
                return try [use, again, later].map { try store.uses.add($0) }
            }
            #expect(added == [true, false, true])
            #expect(try await storage.read { try $0.uses.find(use.id) } == use)
            #expect(try await storage.read { try $0.uses.find(again.id) } == nil)
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `figures count by place, step, day in China, status and outcome`(driver: ContractDriver) async throws {
        try await driver.withRegion { storage in
            let person = Sample.person(try Sample.identity())
            var card = try Sample.card(of: person.id)
            let issued = card
            try card.suspend(at: Sample.instant)
            let suspended = card
            let today = CivilDate(inChinaAt: Sample.instant)
            let midnight = today.midnightInChina
            let (start, end) = (today.adding(days: -1).midnightInChina, today.adding(days: 1).midnightInChina)
            let lastOfYesterday = Date(storedMilliseconds: midnight.storedMilliseconds - 1)
            try await storage.write { store in
                try store.persons.add(person)
                try store.cards.add(issued)
                try store.cards.save(suspended)
                for (instant, step) in [
                    (start, TreatmentStep.registration), (lastOfYesterday, .registration), (midnight, .dispensing),
                    (end, .dispensing), (Date(storedMilliseconds: start.storedMilliseconds - 1), .other),
                ] {
                    _ = try store.uses.add(Sample.use(of: issued, step: step, at: instant))
                }
                for (outcome, instant) in [
                    ("code_expired", start), ("code_expired", midnight), ("code_replayed", midnight),
                    ("code_expired", end), ("ok", midnight),
                ] {
                    try store.audit.append(Sample.entry(outcome: outcome, shown: [], at: instant))
                }
            }
            try await storage.read { store throws in
                #expect(try store.figures.personCount() == 1)
                #expect(try store.figures.cardCounts() == [.suspended: 1])
                #expect(
                    try store.figures.useCounts(from: start, to: end) == [
                        UseCount(institution: Sample.institutionCode, step: .registration, count: 2),
                        UseCount(institution: Sample.institutionCode, step: .dispensing, count: 1),
                    ]
                )
                #expect(
                    try store.figures.dailyUseCounts(from: start, to: end) == [
                        DailyUseCount(day: today.adding(days: -1), count: 2), DailyUseCount(day: today, count: 1),
                    ]
                )
                let refusals = try store.figures.refusalCounts(from: start, to: end)
                #expect(refusals == ["code_expired": 2, "code_replayed": 1])
            }
        }
    }
}
