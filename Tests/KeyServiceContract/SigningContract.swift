import HealthCardDomain
import HealthCardServices
import SMCrypto
import Testing

/// What every key service promises about signing keys.
struct SigningContract {
    private static let message = Array("杏林 · a message".utf8)

    @Test(arguments: ContractAdapter.allCases)
    func `a signature is valid for its message and key only`(adapter: ContractAdapter) async throws {
        try await adapter.withService { service in
            let key = try await service.makeRoot(.signing, version: 1)
            let other = try await service.makeRoot(.signing, version: 2)
            let signature = try await service.sign(Self.message, with: key)
            #expect(try await service.isValid(signature, for: Self.message, by: key))
            #expect(try await service.publicKey(of: key).isValid(signature, for: Self.message))
            #expect(try await !service.isValid(signature, for: Self.message + [0], by: key))
            #expect(try await !service.isValid(signature, for: Self.message, by: other))
            #expect(try await service.publicKey(of: key) != service.publicKey(of: other))
        }
    }

    @Test(arguments: ContractAdapter.allCases)
    func `an empty message and a long one are signed`(adapter: ContractAdapter) async throws {
        try await adapter.withService { service in
            let key = try await service.makeRoot(.signing, version: 1)
            for message in [[], [UInt8](repeating: 7, count: 1 << 20)] {
                let signature = try await service.sign(message, with: key)
                #expect(try await service.isValid(signature, for: message, by: key))
            }
        }
    }

    @Test(arguments: ContractAdapter.allCases)
    func `two signatures of one message differ`(adapter: ContractAdapter) async throws {
        try await adapter.withService { service in
            let key = try await service.makeRoot(.signing, version: 1)
            let first = try await service.sign(Self.message, with: key)
            #expect(try await service.sign(Self.message, with: key) != first)
        }
    }

    @Test(arguments: ContractAdapter.allCases)
    func `a signing key does not seal and has no code`(adapter: ContractAdapter) async throws {
        try await adapter.withService { service in
            let key = try await service.makeRoot(.signing, version: 1)
            await #expect(throws: KeyServiceError.self) { try await service.seal([1], context: [], with: key) }
            await #expect(throws: KeyServiceError.self) { try await service.open([1], context: [], with: key) }
            await #expect(throws: KeyServiceError.self) { try await service.mac([1], with: key) }
        }
    }

    @Test(arguments: ContractAdapter.allCases)
    func `a name that was changed is not usable`(adapter: ContractAdapter) async throws {
        try await adapter.withService { service in
            let key = try await service.makeRoot(.signing, version: 1)
            for changed in Tampering.ofEachByte(key.locator) + Tampering.ofLength(key.locator) {
                let wrong = RootKey(purpose: .signing, version: 1, locator: changed)
                await #expect(throws: KeyServiceError.keyNotUsable) {
                    try await service.sign(Self.message, with: wrong)
                }
                await #expect(throws: KeyServiceError.keyNotUsable) { try await service.publicKey(of: wrong) }
            }
        }
    }

    @Test(arguments: ContractAdapter.allCases)
    func `a destroyed signing key signs no more, or says where to destroy it`(
        adapter: ContractAdapter
    ) async throws {
        try await adapter.withService { service in
            let key = try await service.makeRoot(.signing, version: 1)
            if adapter.destroysSigningKeys {
                try await service.destroyRoot(key)
                try await service.destroyRoot(key)
                await #expect(throws: KeyServiceError.keyNotUsable) { try await service.sign([1], with: key) }
            } else {
                await #expect(throws: KeyServiceError.notSupported(operation: "destroyRoot")) {
                    try await service.destroyRoot(key)
                }
                _ = try await service.sign([1], with: key)
            }
        }
    }
}
