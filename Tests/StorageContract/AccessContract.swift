import HealthCardDomain
import HealthCardServices
import SMCrypto
import Storage
import Testing

struct AccessContract {
    @Test(arguments: ContractDriver.allCases)
    func `institutions, apps, terminals and operators come back as saved`(driver: ContractDriver) async throws {
        try await driver.withRegion { storage in
            try await storage.read { store throws in
                #expect(try store.access.institution(Sample.institutionCode) == Sample.institution)
                #expect(try store.access.institutions() == [Sample.institution])
                #expect(try store.access.app(Sample.appID) == Sample.app)
                #expect(try store.access.apps() == [Sample.app])
                #expect(try store.access.terminal(Sample.terminalCode) == Sample.terminal)
                #expect(try store.access.terminals(of: Sample.institutionCode) == [Sample.terminal])
                #expect(try store.access.terminals(of: nil) == [Sample.terminal])
                #expect(try store.access.terminals(of: InstitutionCode(trusted: "none")).isEmpty)
                #expect(try store.operators.find(Sample.clerkID) == Sample.clerk)
                #expect(try store.operators.all() == [Sample.clerk])
                #expect(try store.access.app(AppID(trusted: "none")) == nil)
            }
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `saving again replaces one row and no other`(driver: ContractDriver) async throws {
        try await driver.withRegion { storage in
            let frozen = Terminal(
                code: Sample.terminalCode,
                institution: Sample.institutionCode,
                department: Sample.department,
                type: .selfService,
                status: .frozen
            )
            let second = Terminal(
                code: TerminalCode(trusted: "T-002"),
                institution: Sample.institutionCode,
                department: Sample.department,
                type: .other,
                status: .filed
            )
            try await storage.write { store in
                try store.access.save(second)
                try store.access.save(frozen)
            }
            #expect(try await storage.read { try $0.access.terminals(of: nil) } == [frozen, second])
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `credentials are replaced and keep their order`(driver: ContractDriver) async throws {
        try await driver.withRegion { storage in
            let key = try SM2PrivateKey.generate().publicKey
            let first: [AppCredential] = [
                .secret(Sensitive("abcdefghijklmnop")), .publicKey(key), .secret(Sensitive("0123456789abcdef")),
            ]
            try await storage.write { try $0.access.save(Sample.app, credentials: first) }
            #expect(try await storage.read { try $0.access.credentials(of: Sample.appID) } == first)
            let second = [AppCredential.publicKey(key)]
            try await storage.write { try $0.access.save(Sample.app, credentials: second) }
            #expect(try await storage.read { try $0.access.credentials(of: Sample.appID) } == second)
        }
    }
}
