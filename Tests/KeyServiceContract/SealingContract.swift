import HealthCardDomain
import HealthCardServices
import SMCrypto
import Testing

/// What every key service promises about sealing.
struct SealingContract {
    private static let context = Array("table master_key, row 7".utf8)

    @Test(arguments: ContractAdapter.allCases)
    func `what was sealed opens, whatever its length`(adapter: ContractAdapter) async throws {
        try await adapter.withService { service in
            let key = try await service.makeRoot(.sealing, version: 1)
            for count in [0, 1, 15, 16, 17, 31, 32, 33, 100, 4_095, 4_096, 8_193, 65_535, 65_536] {
                let plaintext = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }
                let sealed = try await service.seal(plaintext, context: Self.context, with: key)
                #expect(try await service.open(sealed, context: Self.context, with: key) == plaintext, "\(count)")
                #expect(count < 16 || !sealed.contains(plaintext.prefix(16)), "\(count)")
            }
        }
    }

    @Test(arguments: ContractAdapter.allCases)
    func `zeros and filling at the end of a text come back`(adapter: ContractAdapter) async throws {
        try await adapter.withService { service in
            let key = try await service.makeRoot(.sealing, version: 1)
            for plaintext in [
                [0], [0x80], [1, 0x80, 0, 0], [UInt8](repeating: 0, count: 48),
                [0x80] + [UInt8](repeating: 0, count: 15),
            ] as [[UInt8]] {
                let sealed = try await service.seal(plaintext, context: [], with: key)
                #expect(try await service.open(sealed, context: [], with: key) == plaintext)
            }
        }
    }

    @Test(arguments: ContractAdapter.allCases)
    func `more than 65,536 bytes are not sealed`(adapter: ContractAdapter) async throws {
        try await adapter.withService { service in
            let key = try await service.makeRoot(.sealing, version: 1)
            await #expect(throws: KeyServiceError.badArgument) {
                try await service.seal([UInt8](repeating: 1, count: 65_537), context: [], with: key)
            }
        }
    }

    @Test(arguments: ContractAdapter.allCases)
    func `one text sealed twice looks different`(adapter: ContractAdapter) async throws {
        try await adapter.withService { service in
            let key = try await service.makeRoot(.sealing, version: 1)
            let first = try await service.seal([1, 2, 3], context: [], with: key)
            let second = try await service.seal([1, 2, 3], context: [], with: key)
            #expect(zip(first, second).count { $0 == $1 } < first.count - 8)
        }
    }

    @Test(arguments: ContractAdapter.allCases)
    func `sealed bytes that were changed do not open`(adapter: ContractAdapter) async throws {
        try await adapter.withService { service in
            let key = try await service.makeRoot(.sealing, version: 1)
            let sealed = try await service.seal(Array("a master key".utf8), context: Self.context, with: key)
            for changed in Tampering.ofEachByte(sealed) + Tampering.ofLength(sealed) {
                await #expect(throws: KeyServiceError.notAuthentic) {
                    try await service.open(changed, context: Self.context, with: key)
                }
            }
            #expect(try await service.open(sealed, context: Self.context, with: key) == Array("a master key".utf8))
        }
    }

    @Test(arguments: ContractAdapter.allCases)
    func `sealed bytes open under their own context only`(adapter: ContractAdapter) async throws {
        try await adapter.withService { service in
            let key = try await service.makeRoot(.sealing, version: 1)
            let sealed = try await service.seal([9], context: Self.context, with: key)
            let others = Tampering.ofEachByte(Self.context) + [[], Self.context + [0], Array(Self.context.dropLast())]
            for other in others {
                await #expect(throws: KeyServiceError.notAuthentic) {
                    try await service.open(sealed, context: other, with: key)
                }
            }
        }
    }

    @Test(arguments: ContractAdapter.allCases)
    func `sealed bytes open under their own key and version only`(adapter: ContractAdapter) async throws {
        try await adapter.withService { service in
            let key = try await service.makeRoot(.sealing, version: 1)
            let other = try await service.makeRoot(.sealing, version: 2)
            let sealed = try await service.seal([9], context: [], with: key)
            await #expect(throws: KeyServiceError.notAuthentic) {
                try await service.open(sealed, context: [], with: other)
            }
            let renamed = RootKey(purpose: .sealing, version: 2, locator: key.locator)
            await #expect(throws: KeyServiceError.self) { try await service.open(sealed, context: [], with: renamed) }
            #expect(try await service.open(sealed, context: [], with: key) == [9])
        }
    }

    @Test(arguments: ContractAdapter.allCases)
    func `a name that was changed is not usable`(adapter: ContractAdapter) async throws {
        try await adapter.withService { service in
            let key = try await service.makeRoot(.sealing, version: 1)
            for changed in Tampering.ofEachByte(key.locator) + Tampering.ofLength(key.locator) {
                let wrong = RootKey(purpose: .sealing, version: 1, locator: changed)
                await #expect(throws: KeyServiceError.keyNotUsable) {
                    try await service.seal([1], context: [], with: wrong)
                }
            }
        }
    }

    @Test(arguments: ContractAdapter.allCases)
    func `a sealing key does not sign`(adapter: ContractAdapter) async throws {
        try await adapter.withService { service in
            let key = try await service.makeRoot(.sealing, version: 1)
            await #expect(throws: KeyServiceError.self) { try await service.sign([1], with: key) }
            await #expect(throws: KeyServiceError.self) { try await service.publicKey(of: key) }
        }
    }

    @Test(arguments: ContractAdapter.allCases)
    func `a destroyed key neither seals nor opens, and its neighbour does`(adapter: ContractAdapter) async throws {
        try await adapter.withService { service in
            let key = try await service.makeRoot(.sealing, version: 1)
            let neighbour = try await service.makeRoot(.sealing, version: 2)
            let sealed = try await service.seal([1], context: [], with: key)
            let kept = try await service.seal([2], context: [], with: neighbour)
            try await service.destroyRoot(key)
            try await service.destroyRoot(key)
            await #expect(throws: KeyServiceError.keyNotUsable) {
                try await service.open(sealed, context: [], with: key)
            }
            await #expect(throws: KeyServiceError.keyNotUsable) { try await service.seal([1], context: [], with: key) }
            #expect(try await service.open(kept, context: [], with: neighbour) == [2])
        }
    }

    @Test(arguments: ContractAdapter.allCases)
    func `a master key is wrapped and unwrapped`(adapter: ContractAdapter) async throws {
        try await adapter.withService { service in
            let key = try await service.makeRoot(.sealing, version: 1)
            let secret = try await service.randomBytes(32)
            let wrapped = try await service.wrap(SecretBytes(secret), context: Self.context, with: key)
            #expect(try await service.unwrap(wrapped, context: Self.context, with: key).exposed == secret)
            await #expect(throws: KeyServiceError.notAuthentic) {
                try await service.unwrap(wrapped, context: [], with: key)
            }
        }
    }

    @Test(arguments: ContractAdapter.allCases)
    func `a code is of its message and key, or there is none`(adapter: ContractAdapter) async throws {
        try await adapter.withService { service in
            let key = try await service.makeRoot(.sealing, version: 1)
            guard adapter.hasMac else {
                await #expect(throws: KeyServiceError.notSupported(operation: "mac")) {
                    try await service.mac([1], with: key)
                }
                return
            }
            let other = try await service.makeRoot(.sealing, version: 2)
            let code = try await service.mac([1], with: key)
            #expect(code.count == 32)
            #expect(try await service.mac([1], with: key) == code)
            #expect(try await service.mac([1, 0], with: key) != code)
            #expect(try await service.mac([1], with: other) != code)
            let long = [UInt8](repeating: 3, count: 100_000)
            #expect(try await service.mac(long, with: key) == service.mac(long, with: key))
            _ = try await service.mac([], with: key)
        }
    }
}

extension [UInt8] {
    /// Whether the bytes occur in a row.
    fileprivate func contains(_ part: ArraySlice<UInt8>) -> Bool {
        indices.contains { self[$0...].starts(with: part) }
    }
}
