import HealthCardDomain
import HealthCardServices
import Testing

/// What every key service promises about calls as such.
struct CallingContract {
    @Test(arguments: ContractAdapter.allCases)
    func `a running service is available and says what keys rest on`(adapter: ContractAdapter) async throws {
        try await adapter.withService { service in
            #expect(service.isAvailable)
            if case .device(let label) = service.place { #expect(!label.isEmpty) }
        }
    }

    @Test(arguments: ContractAdapter.allCases)
    func `random bytes come in the count asked for and never twice`(adapter: ContractAdapter) async throws {
        try await adapter.withService { service in
            for count in [1, 2, 15, 16, 17, 4_096] {
                #expect(try await service.randomBytes(count).count == count)
            }
            var seen: Set<[UInt8]> = []
            for _ in 0..<100 { seen.insert(try await service.randomBytes(16)) }
            #expect(seen.count == 100)
            for count in [Int.min, -1, 0, 4_097, Int.max] {
                await #expect(throws: KeyServiceError.badArgument) { try await service.randomBytes(count) }
            }
        }
    }

    @Test(arguments: ContractAdapter.allCases)
    func `versions are different keys`(adapter: ContractAdapter) async throws {
        try await adapter.withService { service in
            for version in 1...3 as ClosedRange<UInt32> {
                let signing = try await service.makeRoot(.signing, version: version)
                let sealing = try await service.makeRoot(.sealing, version: version)
                #expect(signing.purpose == .signing && signing.version == version)
                #expect(sealing.purpose == .sealing && sealing.version == version)
            }
            let first = try await service.makeRoot(.sealing, version: 4)
            let second = try await service.makeRoot(.sealing, version: 5)
            #expect(first.locator != second.locator)
            #expect(first.locator.count <= 512)
        }
    }

    @Test(arguments: ContractAdapter.allCases)
    func `64 callers at once each get their own answer`(adapter: ContractAdapter) async throws {
        try await adapter.withService { service in
            let signing = try await service.makeRoot(.signing, version: 1)
            let sealing = try await service.makeRoot(.sealing, version: 1)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for caller in 0..<64 as Range<UInt8> {
                    group.addTask {
                        for round in 0..<3 as Range<UInt8> {
                            let text = [caller, round]
                            let sealed = try await service.seal(text, context: [caller], with: sealing)
                            let signature = try await service.sign(text, with: signing)
                            #expect(try await service.open(sealed, context: [caller], with: sealing) == text)
                            #expect(try await service.isValid(signature, for: text, by: signing))
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test(arguments: ContractAdapter.allCases)
    func `a cancelled task's call ends, once`(adapter: ContractAdapter) async throws {
        try await adapter.withService { service in
            let key = try await service.makeRoot(.signing, version: 1)
            let calls = (0..<32 as Range<UInt8>).map { index in
                Task { try await service.sign([index], with: key) }
            }
            for call in calls { call.cancel() }
            for call in calls { _ = await call.result }
            _ = try await service.sign([0], with: key)
        }
    }
}
