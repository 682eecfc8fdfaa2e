import HealthCardDomain
import HealthCardServices
import Storage
import Testing

struct SignInContract {
    @Test(arguments: ContractDriver.allCases)
    func `a challenge is kept with its wrong tries, one for each phone`(driver: ContractDriver) async throws {
        try await driver.withRegion { storage in
            let phone = try PhoneNumber("13800000001")
            var challenge = OneTimeCodeChallenge(
                phone: phone,
                digest: Sample.randomBytes(32),
                salt: [],
                sentAt: Sample.instant,
                expiresAt: Sample.after(milliseconds: 300_000),
                wrongTries: 0,
                termsDigest: Sample.terms.digest
            )
            for tries in 0..<3 {
                challenge.wrongTries = tries
                let saved = challenge
                let found = try await storage.write { store in
                    try store.signIns.save(saved)
                    return try store.signIns.challenge(for: phone)
                }
                #expect(found?.wrongTries == tries)
                #expect(found?.digest == saved.digest)
                #expect(found?.salt == [])
                #expect(found?.phone == phone)
                #expect(found?.sentAt == saved.sentAt)
                #expect(found?.expiresAt == saved.expiresAt)
                #expect(found?.termsDigest == saved.termsDigest)
            }
            try await storage.write { try $0.signIns.removeChallenge(for: phone) }
            #expect(try await storage.read { try $0.signIns.challenge(for: phone) } == nil)
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `of 64 that follow one link at once, one signs in`(driver: ContractDriver) async throws {
        try await driver.withRegion { storage in
            let digest = Sample.randomBytes(32)
            let expiry = Sample.after(milliseconds: 1)
            try await storage.write { try $0.signIns.addLink(digest: digest, to: Sample.clerkID, expiring: expiry) }
            #expect(try await storage.write { try $0.signIns.takeLink(digest: digest, at: expiry) } == nil)
            let taken = try await withThrowingTaskGroup(of: OperatorID?.self) { group in
                for _ in 0..<64 {
                    group.addTask {
                        try await storage.write { try $0.signIns.takeLink(digest: digest, at: Sample.instant) }
                    }
                }
                return try await group.reduce(into: [OperatorID]()) { if let id = $1 { $0.append(id) } }
            }
            #expect(taken == [Sample.clerkID])
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `a session is found until it expires or is removed`(driver: ContractDriver) async throws {
        try await driver.withRegion { storage in
            let phone = try PhoneNumber("13800000001")
            let expiry = Sample.after(milliseconds: 1_000)
            let sessions = [Session.Holder.resident(phone), .account(Sample.clerkID)].map { holder in
                Session(
                    digest: Sample.randomBytes(32),
                    holder: holder,
                    formToken: "form",
                    createdAt: Sample.instant,
                    expiresAt: expiry
                )
            }
            try await storage.write { store in for session in sessions { try store.signIns.add(session) } }
            let found = try await storage.read { store in
                try sessions.map { try store.signIns.session(digest: $0.digest, at: Sample.instant) }
            }
            guard case .resident(phone) = found[0]?.holder, case .account(Sample.clerkID) = found[1]?.holder else {
                Issue.record("the holders are those that signed in")
                return
            }
            #expect(found[0]?.formToken == "form")
            #expect(found[0]?.createdAt == Sample.instant)
            #expect(found[0]?.expiresAt == expiry)
            let digest = sessions[0].digest
            #expect(try await storage.read { try $0.signIns.session(digest: digest, at: expiry) } == nil)
            try await storage.write { try $0.signIns.removeSession(digest: digest) }
            #expect(try await storage.read { try $0.signIns.session(digest: digest, at: Sample.instant) } == nil)
            #expect(try await storage.write { try $0.signIns.purge(before: Sample.after(milliseconds: 1_001)) } == 1)
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `a phone opens the persons attached to it, oldest first`(driver: ContractDriver) async throws {
        try await driver.withRegion { storage in
            let phone = try PhoneNumber("13800000001")
            let people = try (1...3).map { Sample.person(try Sample.identity(sequence: $0)) }
            try await storage.write { store in
                for (number, person) in people.enumerated() {
                    try store.persons.add(person)
                    let instant = Sample.after(milliseconds: number)
                    try store.signIns.attach(person.id, to: phone, at: instant)
                    try store.signIns.attach(person.id, to: phone, at: Sample.after(milliseconds: 9))
                }
            }
            #expect(try await storage.read { try $0.signIns.persons(of: phone) } == people.map(\.id))
            let stranger = try PhoneNumber("13800000002")
            #expect(try await storage.read { try $0.signIns.persons(of: stranger) }.isEmpty)
        }
    }
}
