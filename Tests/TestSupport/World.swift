import Foundation
package import HealthCardDomain
package import HealthCardServices
import SMCrypto
import StoragePostgres
import StorageSQLite

/// The services over a real database, in the made-up region, with a clock and chance that the test holds.
package struct World: Sendable {
    package let storage: any Storage
    package let services: Services
    package let clock = TestClock()
    package let messages = MessageBox()
    package let check = FixedCheck()
    package let keys: TestKeys
    package let keyService = MemoryKeyService()
    package let keyLife: KeyLifeService
    package let ambient: Ambient
    private let ready: @Sendable () async -> Bool
    private let end: @Sendable () async throws -> Void

    /// A fresh world. Where no file is named it lies in memory, or, where `XINGLIN_WORLD` is `postgres`, in a database of
    /// its own on the PostgreSQL of the tests.
    package init(path: String? = nil) async throws {
        let keys = try TestKeys()
        self.keys = keys
        if path == nil, ProcessInfo.processInfo.environment["XINGLIN_WORLD"] == "postgres" {
            let postgres = try await TestPostgres.lentStorage(keys: keys)
            storage = postgres
            ready = { await postgres.isReady() }
            end = { try await postgres.close() }
        } else {
            let sqlite = try path.map { try SQLiteStorage(path: $0, keys: keys) } ?? SQLiteStorage.inMemory(keys: keys)
            storage = sqlite
            ready = { await sqlite.isReady() }
            end = { try await sqlite.close() }
        }
        let clock = clock
        ambient = Ambient(
            now: { clock.now },
            randomBytes: { count in (0..<count).map { _ in .random(in: 0...255) } }
        )
        keyLife = KeyLifeService(storage: storage, service: keyService, ambient: ambient, region: TestRegion.code)
        services = Services(
            storage: storage,
            ambient: ambient,
            codeKeys: keys,
            answerKeys: keys,
            messages: messages,
            realPersonCheck: check,
            keyLife: keyLife,
            ownRecordNumber: TestRegion.ownRecordNumber
        )
        let (institutions, terminals) = (try TestRegion.institutions, try TestRegion.terminals)
        try await storage.write { store in
            for institution in institutions { try store.access.save(institution) }
            for terminal in terminals { try store.access.save(terminal) }
            for app in TestRegion.apps {
                try store.access.save(
                    app,
                    credentials: [
                        .secret(Sensitive(TestRegion.secret(of: app.id))),
                        .publicKey(TestRegion.signingKey(of: app.id).publicKey),
                    ]
                )
            }
            for account in TestRegion.operators { try store.operators.save(account) }
        }
    }

    /// Whether the database answers.
    package func isReady() async -> Bool { await ready() }

    /// Closes the database; whatever needs it afterwards is a fault.
    package func close() async throws { try await end() }

    /// An act at this moment.
    package func act(_ actor: Actor = .app(TestRegion.app), nonce: String? = nil) -> Act {
        Act(actor: actor, requestID: RequestID(trusted: "request"), nonce: nonce, at: clock.now)
    }

    package func application(
        _ sequence: Int = 1,
        name: String = "张三",
        verifier: String = "reader-1"
    ) throws -> RegistrationRequest {
        RegistrationRequest(
            identity: try MadeUpResident.identity(sequence, name: name),
            proofing: try Proofing(
                method: .idCardReader,
                verifier: verifier,
                verifiedAt: clock.now,
                now: clock.now
            ),
            channel: .window
        )
    }

    /// Registers a resident; by the app of the region where nobody is named.
    package func register(_ sequence: Int = 1, by actor: Actor = .app(TestRegion.app)) async throws -> Registration {
        try await services.cards.register(application(sequence), key: nil, by: act(actor))
    }

    /// A scan of a text at a desk that is in order.
    package func scan(
        _ text: String,
        step: TreatmentStep = .registration,
        terminal: TerminalCode = TestRegion.terminal,
        department: String? = nil
    ) -> ScanRequest {
        ScanRequest(
            scannedText: text,
            step: step,
            terminal: terminal,
            department: department.flatMap(DepartmentCode.init),
            operatorID: OperatorID(trusted: "N1001"),
            purpose: .careAtStep
        )
    }

    /// The audit log, oldest first.
    package func audit() async throws -> [AuditEntry] {
        try await storage.read { try $0.audit.newest(limit: 10_000) }.reversed()
    }
}
