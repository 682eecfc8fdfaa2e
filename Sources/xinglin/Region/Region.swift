import Foundation
import HealthCardDomain
import HealthCardServices

/// The made-up region of the sandbox: 杏林市. Nothing in it is real; every person is drawn from a fixed seed.
struct Region {
    /// The record number of the platform's own pages.
    static let ownRecordNumber = AppRecordNumber(trusted: "5199A0000")
    static let seed: UInt64 = 20_260_101
    static let residentCount = 1_000
    /// How many residents are written in one transaction.
    private static let batch = 100

    let services: Services

    /// Fills an empty database; one that was seeded before is left as it is.
    ///
    /// - Parameter reviews: how many reviews of the index are open in it.
    func seed(reviews: Int = reviewCount) async throws {
        let isSeeded = try await services.storage.read { try !$0.access.apps().isEmpty }
        guard !isSeeded else { return }
        let now = services.ambient.now()
        let (institutions, terminals, operators) = (RegionPlan.institutions, RegionPlan.terminals, RegionPlan.operators)
        try await services.storage.write { store in
            for institution in institutions { try store.access.save(institution) }
            for terminal in terminals { try store.access.save(terminal) }
            for account in operators { try store.operators.save(account) }
            for institution in institutions {
                try store.subscriptions.subscribe(AssigningAuthority(trusted: institution.code.text), at: now)
            }
        }
        try await seedApps()
        let residents = try seedResidents(at: now)
        for start in stride(from: 0, to: residents.count, by: Self.batch) {
            let part = Array(residents[start..<min(start + Self.batch, residents.count)])
            try await services.storage.write { store in
                for resident in part { try resident.store(in: store) }
            }
        }
        try await seedUses(of: residents, until: now)
        try await seedReviews(reviews)
    }

    /// One-time sign-in links for every operator, made anew at each start.
    func signInLinks(base: String, validFor seconds: TimeInterval) async throws -> [SignInLink] {
        var links: [SignInLink] = []
        for account in try await services.storage.read({ try $0.operators.all() }) {
            let secret = try await services.signIn.makeLink(for: account.id, validFor: seconds)
            links.append(
                SignInLink(
                    id: account.id,
                    name: account.name,
                    role: account.role,
                    institution: account.institution,
                    url: "\(base)/sign-in/\(secret.exposed)"
                )
            )
        }
        return links
    }

    private func seedResidents(at now: Date) throws -> [SeededResident] {
        var people = MadeUpPeople(seed: Self.seed, today: CivilDate(inChinaAt: now))
        return try (0..<Self.residentCount).map { _ in
            let identity = try people.next()
            let person = Person(
                registering: identity,
                id: PersonID(randomBytes: services.ambient.randomBytes(32)),
                at: now
            )
            let proofing = try Proofing(
                method: .staffChecked,
                verifier: "SANDBOX-SEED",
                verifiedAt: now,
                now: now
            )
            let card = Card(
                issuing: CardID(randomBytes: services.ambient.randomBytes(32)),
                to: person.id,
                proofing: proofing,
                channel: .window,
                by: nil,
                at: now
            )
            return SeededResident(person: person, card: card, apps: RegionPlan.apps.map(\.id), at: now)
        }
    }

    /// A week of uses, more by day than by night, with the audit entries that residents see.
    private func seedUses(of residents: [SeededResident], until now: Date) async throws {
        var plan = UsePlan(seed: 7, terminals: RegionPlan.terminals, ambient: services.ambient)
        for day in 0..<7 {
            let uses = plan.uses(daysAgo: 6 - day, of: residents, until: now)
            try await services.storage.write { store in
                for (use, entry) in uses {
                    _ = try store.uses.add(use)
                    try store.audit.append(entry)
                }
            }
        }
    }
}
