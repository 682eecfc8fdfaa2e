import HealthCardDomain
import HealthCardServices
import SMCrypto
import TestSupport
import Testing

struct AppDirectoryTests {
    @Test func `an app is found with its secret and its key`() async throws {
        let world = try await World()
        let filing = try await world.services.apps.filing(of: TestRegion.app.id)
        #expect(filing.app == TestRegion.app)
        #expect(filing.secrets.map(\.exposed) == [TestRegion.secret(of: TestRegion.app.id)])
        #expect(filing.publicKeys == [try TestRegion.signingKey(of: TestRegion.app.id).publicKey])
        #expect(filing.macs.count == 1)
    }

    @Test func `an unknown app is refused`() async throws {
        let world = try await World()
        await #expect(throws: AccessRefusal.callerUnknown) {
            try await world.services.apps.filing(of: AppID(trusted: "nobody"))
        }
    }

    private static func freezeApp(in world: World) async throws {
        let old = TestRegion.app
        let frozen = App(
            id: old.id,
            name: old.name,
            recordNumber: old.recordNumber,
            institution: nil,
            status: .frozen,
            operations: old.operations
        )
        try await world.storage.write { try $0.access.save(frozen, credentials: []) }
    }

    @Test func `a change is seen at once where somebody tells of it`() async throws {
        let world = try await World()
        #expect(try await world.services.apps.filing(of: TestRegion.app.id).app.status == .authorised)
        try await Self.freezeApp(in: world)
        #expect(try await world.services.apps.filing(of: TestRegion.app.id).app.status == .authorised)
        world.services.apps.forget()
        #expect(try await world.services.apps.filing(of: TestRegion.app.id).app.status == .frozen)
    }

    @Test func `a change is seen after a second at the latest`() async throws {
        let world = try await World()
        let old = TestRegion.app
        #expect(try await world.services.apps.filing(of: old.id).app.status == .authorised)
        try await Self.freezeApp(in: world)
        world.clock.advance(by: 0.999)
        #expect(try await world.services.apps.filing(of: old.id).app.status == .authorised)
        world.clock.advance(by: 0.001)
        #expect(try await world.services.apps.filing(of: old.id).app.status == .frozen)
    }
}
